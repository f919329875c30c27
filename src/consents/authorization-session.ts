import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../core/clock.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId, DataProviderId, randomId } from "../core/ids.js";
import type { AuthorizationChecks } from "../oauth/authorization-server.js";
import { randomPkceVerifier } from "../oauth/pkce.js";
import type { RecordStore } from "../stores/record-store.js";

const sessionRecord = z.object({
  consentId: z.string().transform(ConsentId),
  dataProviderId: z.string().transform(DataProviderId),
  returnUrl: z.string(),
  /** The app's own value, given back to it unread. */
  appState: z.string().optional(),
  renews: z.string().transform(ConsentId).optional(),
  nonce: z.string(),
  codeVerifier: z.string(),
});

/** What the gateway must remember between sending the browser to the bank and its return. */
export interface AuthorizationSession {
  readonly consentId: ConsentId;
  readonly dataProviderId: DataProviderId;
  readonly returnUrl: string;
  readonly appState?: string | undefined;
  /** The consent that ends when the new one is active. */
  readonly renews?: ConsentId | undefined;
}

/** A session, and the one-use values that were drawn for it. */
export interface FoundSession {
  readonly session: AuthorizationSession;
  readonly checks: AuthorizationChecks;
}

/** How long the end user may take at the bank. */
export const SESSION_MS = 10 * 60_000;

/** Authorization sessions: each lives ten minutes and is used once. */
export class AuthorizationSessions {
  readonly #store: RecordStore;
  readonly #clock: Clock;

  constructor(store: RecordStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @returns the one-use values for the authorization request. */
  async open(session: AuthorizationSession): Promise<AuthorizationChecks> {
    const checks = { state: randomId() + randomId(), nonce: randomId(), codeVerifier: randomPkceVerifier() };
    const { nonce, codeVerifier } = checks;
    const value = Buffer.from(JSON.stringify({ ...session, nonce, codeVerifier }));
    const expiresAt = this.#clock.now() + SESSION_MS;
    const write = { kind: "authorization-session", value, ifVersion: 0, expiresAt } as const;
    if (!(await this.#store.commit(keyOf(checks.state), [write]))) {
      throw new GatewayError("INTERNAL", "an authorization state was drawn twice");
    }
    return checks;
  }

  /** Takes the session away: a second callback with the same `state` finds nothing. */
  async consume(state: string): Promise<FoundSession | undefined> {
    const record = await this.#store.take({ kind: "authorization-session", id: keyOf(state) });
    if (record === undefined) return undefined;
    const { nonce, codeVerifier, ...session } = sessionRecord.parse(
      JSON.parse(Buffer.from(record.value).toString()),
    );
    return { session, checks: { state, nonce, codeVerifier } };
  }
}

/** Hashed, so that somebody who reads the store cannot finish another person's authorization. */
function keyOf(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}
