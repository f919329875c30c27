import type { Random } from "../../src/sandbox/seed/random.js";
import { ODD_KEYS, oddJson } from "./odd-values.js";
import { pickOf } from "./pick.js";

const MAX_RANGE = 64;
const MAX_REPEAT = 60_000;

type Change = (body: Buffer, at: number, random: Random) => Buffer;

const CHANGES: readonly Change[] = [
  (body, at, random) => put(body, at, 1, Buffer.from([(body[at] ?? 0) ^ (1 << random.integer(0, 7))])),
  (body, at, random) => put(body, at, 1, Buffer.from([random.integer(0, 255)])),
  (body, at, random) => put(body, at, random.integer(1, MAX_RANGE), Buffer.alloc(0)),
  (body, at, random) => put(body, at, 0, body.subarray(at, at + random.integer(1, MAX_RANGE))),
  (body, at, random) => put(body, at, 0, Buffer.from(oddJson(random))),
  (body, at, random) => put(body, at, 0, Buffer.from(`"${pickOf(ODD_KEYS, random)}":`)),
  (body, at, random) =>
    put(body, at, 1, Buffer.from(pickOf(['"', ",", ":", "{", "}", "[", "]", "\\", "§"], random))),
  (body, at) => body.subarray(0, at),
  // One byte again and again: what takes a regular expression long is found by this alone.
  (body, at, random) =>
    put(body, at, 1, Buffer.alloc(random.integer(2, MAX_REPEAT), body.subarray(at, at + 1))),
  (body, at, random) => {
    const from = random.integer(0, Math.max(0, body.length - 1));
    return put(body, at, 0, body.subarray(from, from + random.integer(1, 8 * MAX_RANGE)));
  },
];

/** @returns the body with one change that knows nothing of JSON. */
export function mutateBytes(body: Buffer, random: Random): Buffer {
  if (body.length === 0) return Buffer.from(oddJson(random));
  return pickOf(CHANGES, random)(body, random.integer(0, body.length - 1), random);
}

function put(body: Buffer, at: number, leftOut: number, put: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, at), put, body.subarray(at + leftOut)]);
}
