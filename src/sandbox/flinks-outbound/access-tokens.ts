import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Connection } from "./connections.js";

/** What one access token is for. */
export interface AccessToken {
  readonly value: string;
  readonly clientId: string;
  /** Missing for `client_credentials`. */
  readonly grantId?: string;
  /** Whether it was asked for with `client:admin`. */
  readonly admin: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const SWEEP_EVERY = 100;

/** The access tokens that were issued and live. */
export class AccessTokens {
  readonly #tokens: Map<string, AccessToken>;
  readonly #changed: () => void;
  // The documentation names no algorithm: to a client the token is opaque, whatever it reads in it.
  readonly #key = randomBytes(32);
  readonly lifetimeSeconds: number;
  #issued = 0;

  constructor(kept: readonly AccessToken[], lifetimeSeconds: number, changed: () => void) {
    this.#tokens = new Map(kept.map((token) => [token.value, token]));
    this.lifetimeSeconds = lifetimeSeconds;
    this.#changed = changed;
  }

  kept(): readonly AccessToken[] {
    return [...this.#tokens.values()];
  }

  /** @returns `undefined` for one that is unknown, expired or dead. */
  find(value: string): AccessToken | undefined {
    const token = this.#tokens.get(value);
    return token !== undefined && token.expiresAt > Date.now() ? token : undefined;
  }

  /** The one that speaks for a person: claims `client_id`, `sub` and `exp`. */
  forConnection({ clientId, grantId, sub }: Connection): Promise<AccessToken> {
    return this.#issue({ clientId, grantId, admin: false }, sub);
  }

  forClient(clientId: string, admin: boolean): Promise<AccessToken> {
    return this.#issue({ clientId, admin });
  }

  /** Ends every token, or those of one connection. */
  kill(grantId?: string): void {
    for (const token of this.kept()) {
      if (grantId === undefined || token.grantId === grantId) this.#tokens.delete(token.value);
    }
    this.#changed();
  }

  async #issue(about: Omit<AccessToken, "value" | "expiresAt">, sub?: string): Promise<AccessToken> {
    const expiresAt = Date.now() + this.lifetimeSeconds * 1_000;
    const claims = new SignJWT({ client_id: about.clientId, ...(sub !== undefined && { sub }) })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .setJti(randomUUID());
    const token = { ...about, value: await claims.sign(this.#key), expiresAt };
    this.#tokens.set(token.value, token);
    this.#sweepNowAndThen();
    this.#changed();
    return token;
  }

  #sweepNowAndThen(): void {
    this.#issued += 1;
    if (this.#issued % SWEEP_EVERY !== 0) return;
    for (const { value, expiresAt } of this.kept()) if (expiresAt <= Date.now()) this.#tokens.delete(value);
  }
}
