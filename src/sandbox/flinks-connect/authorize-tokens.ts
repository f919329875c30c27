import { randomUUID } from "node:crypto";
import type { ConnectClock } from "./connect-clock.js";

const LIFETIME_MS = 30 * 60_000;

/** Authorize tokens: each lets the widget open, or one `Authorize` through, within half an hour. */
export class AuthorizeTokens {
  readonly #clock: ConnectClock;
  readonly #issued = new Map<string, number>();

  constructor(clock: ConnectClock) {
    this.#clock = clock;
  }

  issue(): string {
    const now = this.#clock.now();
    for (const [token, expiresAt] of this.#issued) {
      if (expiresAt <= now) this.#issued.delete(token);
    }
    const token = randomUUID();
    this.#issued.set(token, now + LIFETIME_MS);
    return token;
  }

  /** @returns whether the token was good; it is not any more. */
  spend(token: unknown): boolean {
    const expiresAt = typeof token === "string" ? this.#issued.get(token) : undefined;
    if (expiresAt === undefined) return false;
    this.#issued.delete(String(token));
    return expiresAt > this.#clock.now();
  }
}
