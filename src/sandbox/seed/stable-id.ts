import { createHash } from "node:crypto";

/** Derives an opaque id that is the same in every run, so that a restarted bank still knows the ids it gave out. */
export function stableId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${createHash("sha256").update(parts.join("/")).digest("hex").slice(0, 20)}`;
}
