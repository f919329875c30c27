import { randomBytes } from "node:crypto";

/** @returns a key for the ring: 32 random bytes. */
export function drawKey(): Buffer {
  return randomBytes(32);
}

/** @returns today's date, and a number behind it where the ring has such a key already. */
export function newKeyId(taken: ReadonlyMap<string, unknown>, now = new Date()): string {
  const date = now.toISOString().slice(0, "2026-11-23".length);
  let id = date;
  for (let serial = 2; taken.has(id); serial += 1) id = `${date}.${serial}`;
  return id;
}
