import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId, DataProviderId } from "../core/ids.js";
import type { Secret } from "../core/secret.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import { OAuthRefusal } from "../oauth/oauth-refusal.js";
import type { RecordStore } from "../stores/record-store.js";
import { decideToken } from "./token-policy.js";
import { type ConsentReference, type TokenSet, tokenSetFrom } from "./token-set.js";
import type { StoredTokenSet, TokenVault } from "./token-vault.js";

export interface TokenManagerParts {
  readonly vault: TokenVault;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly authorizationServerOf: (dataProviderId: DataProviderId) => AuthorizationServer;
  readonly audit: Audit;
  /** Told when the bank itself said that the grant is over: `invalid_grant`, or nothing left to refresh with. */
  readonly onGrantRefused: (reference: ConsentReference, reason: string) => Promise<void>;
  /** How long one token request may take. The lease is derived from it. */
  readonly tokenTimeoutMs: number;
}

const LEASE_POLL_MS = 50;

/** Hands out access tokens that live, and changes a consent's tokens exactly once however many readers ask. */
export class TokenManager {
  readonly #parts: TokenManagerParts;
  readonly #leaseMs: number;
  /** Single flight: refreshes that run in this process, by consent. */
  readonly #running = new Map<ConsentId, Promise<TokenSet>>();

  constructor(parts: TokenManagerParts) {
    this.#parts = parts;
    this.#leaseMs = 3 * parts.tokenTimeoutMs;
  }

  /**
   * The fast path is one store read and takes no lock.
   *
   * Rejects with CONSENT_NOT_ACTIVE (no tokens), CONSENT_REAUTH_REQUIRED (the bank refused the refresh token), or
   * PROVIDER_UNAVAILABLE / PROVIDER_TIMEOUT (the bank did not answer; the consent is unharmed).
   * @param rejected the token a bank has just answered 401 to. Passing it asks for a different one; a token that was
   * replaced meanwhile costs no refresh.
   */
  async accessToken(reference: ConsentReference, rejected?: Secret): Promise<Secret> {
    const { tokens } = await this.#read(reference);
    switch (decideToken(tokens, rejected, this.#parts.clock.now())) {
      case "use":
        return tokens.accessToken;
      case "refresh-ahead":
        this.#refreshOnce(reference, rejected, "ahead").catch((failure: unknown) => {
          this.#parts.audit("token.refresh-ahead-failed", { ...reference, ...failureFields(failure) });
        });
        return tokens.accessToken;
      case "refresh":
        return (await this.#refreshOnce(reference, rejected, "now")).accessToken;
    }
  }

  /** Waits for refreshes that run: a token answer must be written down before the process ends. */
  async drain(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #refreshOnce(
    reference: ConsentReference,
    rejected: Secret | undefined,
    when: Urgency,
  ): Promise<TokenSet> {
    const running = this.#running.get(reference.consentId);
    if (running !== undefined) {
      const tokens = await running;
      // The flight we joined may have begun before the bank rejected the token it ended with.
      if (rejected === undefined || !tokens.accessToken.equals(rejected)) return tokens;
    }
    const joined = this.#running.get(reference.consentId);
    if (joined !== undefined) return joined;
    const flight = this.#refresh(reference, rejected, when).finally(() => {
      this.#running.delete(reference.consentId);
    });
    this.#running.set(reference.consentId, flight);
    return flight;
  }

  /** Lease, then read again: another process may have refreshed while we waited. */
  async #refresh(
    reference: ConsentReference,
    rejected: Secret | undefined,
    when: Urgency,
  ): Promise<TokenSet> {
    const { store, clock } = this.#parts;
    const giveUpAt = clock.monotonic() + this.#leaseMs;
    for (;;) {
      const stored = await this.#read(reference);
      if (!needsRefresh(stored.tokens, rejected, when, clock.now())) return stored.tokens;
      const lease = await store.acquireLease(`refresh/${reference.consentId}`, this.#leaseMs);
      if (lease !== undefined) {
        try {
          return await this.#refreshUnderLease(reference, rejected, when);
        } finally {
          await store.releaseLease(lease);
        }
      }
      if (clock.monotonic() >= giveUpAt) {
        throw new GatewayError(
          "PROVIDER_TIMEOUT",
          `another process holds the refresh of ${reference.consentId}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LEASE_POLL_MS));
    }
  }

  async #refreshUnderLease(
    reference: ConsentReference,
    rejected: Secret | undefined,
    when: Urgency,
  ): Promise<TokenSet> {
    const { vault, clock, audit, authorizationServerOf } = this.#parts;
    const stored = await this.#read(reference);
    if (!needsRefresh(stored.tokens, rejected, when, clock.now())) return stored.tokens;
    const { refreshToken } = stored.tokens;
    if (refreshToken === undefined) return this.#refused(reference, "no_refresh_token");

    // Point of no return: the bank may spend the refresh token from here on, so its answer must be written down
    // before anybody sees it.
    const issued = await authorizationServerOf(reference.dataProviderId)
      .refresh(refreshToken)
      .catch((failure: unknown) => this.#settleFailure(reference, stored, failure));
    if ("tokens" in issued) return issued.tokens;
    const tokens = tokenSetFrom(issued, clock.now(), stored.tokens);
    if (!(await vault.replace(reference, tokens, stored.version)))
      return (await this.#read(reference)).tokens;
    audit("token.refreshed", { ...reference, version: stored.version + 1 });
    return tokens;
  }

  /** `invalid_grant` with a newer version in the store means that somebody else won: adopt it. */
  async #settleFailure(
    reference: ConsentReference,
    used: StoredTokenSet,
    failure: unknown,
  ): Promise<StoredTokenSet> {
    if (!(failure instanceof OAuthRefusal)) throw failure;
    if (failure.error !== "invalid_grant") {
      // invalid_client and its like speak of our registration, never of this consent.
      throw new GatewayError("PROVIDER_REFUSED", `the token endpoint answered ${failure.error}`, {
        cause: failure,
      });
    }
    const current = await this.#read(reference);
    if (current.version !== used.version) return current;
    return this.#refused(reference, failure.error);
  }

  async #refused(reference: ConsentReference, oauthError: string): Promise<never> {
    await this.#parts.onGrantRefused(reference, oauthError);
    throw new GatewayError("CONSENT_REAUTH_REQUIRED", `consent ${reference.consentId}: ${oauthError}`);
  }

  async #read(reference: ConsentReference): Promise<StoredTokenSet> {
    const stored = await this.#parts.vault.read(reference);
    if (stored !== undefined) return stored;
    throw new GatewayError("CONSENT_NOT_ACTIVE", `consent ${reference.consentId} has no tokens`);
  }
}

/** `ahead`: the token still lives and is renewed before it ends. `now`: somebody waits. */
type Urgency = "now" | "ahead";

function needsRefresh(tokens: TokenSet, rejected: Secret | undefined, when: Urgency, now: number): boolean {
  const decision = decideToken(tokens, rejected, now);
  return decision === "refresh" || (when === "ahead" && decision === "refresh-ahead");
}
