import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Caller } from "../core/caller.js";
import type { Clock } from "../core/clock.js";

/** Some hundred bytes each. */
const MOST = 10_000;
/** So long a key that the issuer has taken back still counts. Its set of keys is kept for longer than that anyway. */
const LONGEST_MS = 60_000;

interface Verified {
  readonly caller: Caller;
  /** Wall-clock milliseconds: the token's `exp`. */
  readonly expiresAt: number;
  /** Monotonic milliseconds. */
  readonly verifiedAt: number;
}

/**
 * Whose the tokens are that were verified within the last minute: apps send the same one with every request, and a
 * signature costs more than all the rest of a small request. What is kept is the token's hash, so that no copy of the
 * process's memory gives tokens away. A refused token is not remembered.
 */
export class VerifiedCallers {
  readonly #clock: Pick<Clock, "now" | "monotonic">;
  readonly #verified = new LRUCache<string, Verified>({ max: MOST });

  constructor(clock: Pick<Clock, "now" | "monotonic">) {
    this.#clock = clock;
  }

  /** @returns `undefined` for a token that has to be verified, one that has expired too. */
  callerOf(token: string): Caller | undefined {
    const known = this.#verified.get(nameOf(token));
    if (known === undefined || known.expiresAt <= this.#clock.now()) return undefined;
    return this.#clock.monotonic() - known.verifiedAt < LONGEST_MS ? known.caller : undefined;
  }

  /** @param expiresAt wall-clock milliseconds */
  keep(token: string, caller: Caller, expiresAt: number): void {
    this.#verified.set(nameOf(token), { caller, expiresAt, verifiedAt: this.#clock.monotonic() });
  }
}

function nameOf(token: string): string {
  return hash("sha256", token, "base64");
}
