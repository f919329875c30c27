import { hash } from "node:crypto";

/** Characters of a mark: six bytes as base64url. */
const LENGTH = 8;

/**
 * What a cursor remembers of something that was seen: 48 bits of it. Over the hundreds of things that one cursor
 * remembers, two are taken for one in less than one of a thousand million lists.
 */
export function markOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, LENGTH);
}

/** Marks are all of one length, so a list of them needs no separator. */
export function marksIn(text: string): string[] {
  return text.match(new RegExp(`.{${LENGTH}}`, "g")) ?? [];
}
