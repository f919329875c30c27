import { randomBytes } from "node:crypto";
import { keysOf } from "../nulls/null-entries.js";
import type { RawList } from "./raw-list.js";

/** Stands for a list in the text. Nobody who can write into an answer can guess it. */
const MARK = `raw ${randomBytes(16).toString("hex")} `;
const MARKED = new RegExp(`"${MARK}(\\d+)"`);

/** @returns the answer's JSON: text, or bytes where lists are put in that were written already. */
export function serialise(
  answer: { readonly data?: unknown },
  lists: readonly RawList[] = [],
): string | Buffer {
  const { data } = answer;
  if (lists.length === 0 || data == null) return `${JSON.stringify(answer)}\n`;
  for (const [index, list] of lists.entries()) putMark(data, keysOf(list.path), index);
  // Text and index in turn.
  const parts = JSON.stringify(answer).split(MARKED);
  const chunks = parts.map((part, place) =>
    place % 2 === 0 ? Buffer.from(part) : (lists[Number(part)]?.json ?? Buffer.from("[]")),
  );
  return Buffer.concat([...chunks, Buffer.from("\n")]);
}

/** What an error has taken away is not put back. */
function putMark(data: unknown, keys: readonly (string | number)[], index: number): void {
  let place = data as Record<string | number, unknown> | null | undefined;
  for (const key of keys.slice(0, -1)) place = place?.[key] as typeof place;
  const last = keys.at(-1);
  if (place && last !== undefined && Array.isArray(place[last])) place[last] = `${MARK}${index}`;
}
