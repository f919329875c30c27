import { createHash } from "node:crypto";
import { requireShallow } from "../core/shallow.js";
import type { FdxRecord } from "../loaders/records.js";

/** FDX Identifier. */
const MAX_LENGTH = 256;
const HASH_LENGTH = 22;
/** What the gateway itself writes into a row. */
const OWN_MEMBERS = { id: undefined, accountNodeId: undefined, accountCategory: undefined };

/** @returns the provider's own id of a record as text; `undefined` where it sends none. */
export function ownId(record: FdxRecord, key: string): string | undefined {
  const own = record[key];
  if (typeof own === "number") return String(own);
  return typeof own === "string" && own !== "" && own.length <= MAX_LENGTH ? own : undefined;
}

/**
 * @param key FDX's name of the provider's own id.
 * @returns that id, or a text that stays the same as long as the record does where the provider sends none.
 * @throws GatewayError PROVIDER_ANSWER_INVALID for a record without an id that is nested too deeply
 */
export function recordId(record: FdxRecord, key: string): string {
  const own = ownId(record, key);
  if (own !== undefined) return own;
  requireShallow(record);
  // The same row may be asked for twice in one request.
  const sent = JSON.stringify({ ...record, ...OWN_MEMBERS });
  return `h:${createHash("sha256").update(sent).digest("base64url").slice(0, HASH_LENGTH)}`;
}

/** @returns a provider's id as text, which may come as a number; `undefined` if there is none. */
export function textOf(id: unknown): string | undefined {
  if (typeof id === "number") return String(id);
  return typeof id === "string" && id !== "" ? id : undefined;
}
