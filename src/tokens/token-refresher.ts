import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { DataProviderId, ConsentId } from "../core/ids.js";
import type { Secret } from "../core/secret.js";
import type { AuthorizationServer, IssuedTokens } from "../oauth/authorization-server.js";
import { OAuthRefusal } from "../oauth/oauth-refusal.js";
import type { RecordStore } from "../stores/record-store.js";
import { needsRefresh, type Urgency } from "./token-policy.js";
import { type ConsentReference, type TokenSet, tokenSetFrom } from "./token-set.js";
import type { StoredTokenSet, TokenVault } from "./token-vault.js";

export interface TokenRefresherParts {
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

/** One wish for another token. */
export interface RefreshRequest {
  readonly reference: ConsentReference;
  /** The token a bank has just answered 401 to. */
  readonly rejected: Secret | undefined;
  readonly urgency: Urgency;
}

const POLL_MS = 50;

/** @returns the lease under which tokens of a consent are changed. */
function refreshLeaseName(consentId: ConsentId): string {
  return `refresh/${consentId}`;
}

/** Changes a consent's tokens, alone among all processes: lease, read again, refresh, write. */
export class TokenRefresher {
  readonly #parts: TokenRefresherParts;
  readonly #leaseMs: number;

  constructor(parts: TokenRefresherParts) {
    this.#parts = parts;
    // One third for the request, one for writing the answer down, one to spare.
    this.#leaseMs = 3 * parts.tokenTimeoutMs;
  }

  /** Rejects like `TokenManager.accessToken`. */
  async refresh(request: RefreshRequest): Promise<TokenSet> {
    const { store, clock, tokenTimeoutMs } = this.#parts;
    const { consentId } = request.reference;
    const giveUpAt = clock.monotonic() + this.#leaseMs;
    for (;;) {
      const stored = await this.#read(request.reference);
      if (!needsRefresh(stored.tokens, request, clock.now())) return stored.tokens;
      const sendBy = clock.monotonic() + tokenTimeoutMs;
      const lease = await store.acquireLease(refreshLeaseName(consentId), this.#leaseMs);
      if (lease !== undefined) {
        try {
          return await this.#refreshUnderLease(request, sendBy);
        } finally {
          // A lease that cannot be given back ends by itself; the refresh is good all the same.
          await store.releaseLease(lease).catch(() => undefined);
        }
      }
      if (clock.monotonic() >= giveUpAt) {
        throw new GatewayError("PROVIDER_TIMEOUT", `another process holds the refresh of ${consentId}`);
      }
      await pause(POLL_MS);
    }
  }

  /** @param sendBy monotonic; later than this the lease may not last until the answer is written down. */
  async #refreshUnderLease(request: RefreshRequest, sendBy: number): Promise<TokenSet> {
    const { clock, authorizationServerOf } = this.#parts;
    const { reference } = request;
    // Another process may have refreshed while we waited for the lease.
    const stored = await this.#read(reference);
    if (!needsRefresh(stored.tokens, request, clock.now())) return stored.tokens;
    const { refreshToken } = stored.tokens;
    if (refreshToken === undefined) return this.#cannotRefresh(reference, stored.tokens);
    const server = authorizationServerOf(reference.dataProviderId);
    if (clock.monotonic() > sendBy) {
      throw new GatewayError(
        "PROVIDER_TIMEOUT",
        `too late to refresh ${reference.consentId} under this lease`,
      );
    }
    let issued: IssuedTokens;
    try {
      // Point of no return: from here on the bank may have spent the refresh token, so its answer must be written down
      // before anybody sees it.
      issued = await server.refresh(refreshToken);
    } catch (failure) {
      return (await this.#settleFailure(reference, stored, failure)).tokens;
    }
    return this.#writeDown(reference, stored, issued);
  }

  async #writeDown(
    reference: ConsentReference,
    used: StoredTokenSet,
    issued: IssuedTokens,
  ): Promise<TokenSet> {
    const tokens = tokenSetFrom(issued, this.#parts.clock.now(), used.tokens);
    if (!(await this.#replace(reference, tokens, used.version))) return this.#adopt(reference, tokens);
    this.#parts.audit("token.refreshed", { ...reference, version: used.version + 1 });
    return tokens;
  }

  /** Holds the only copy of the new tokens, so it tries until they are written or somebody else has changed them. */
  async #replace(reference: ConsentReference, tokens: TokenSet, version: number): Promise<boolean> {
    const { vault, clock, audit } = this.#parts;
    const giveUpAt = clock.monotonic() + this.#leaseMs;
    for (;;) {
      try {
        return await vault.replace(reference, tokens, version);
      } catch (failure) {
        if (clock.monotonic() >= giveUpAt) throw failure;
        audit("token.write-retried", { ...reference, ...failureFields(failure) });
        await pause(POLL_MS);
      }
    }
  }

  /** Revocation wins over a late answer: what the bank issued meanwhile is given back to it. */
  async #adopt(reference: ConsentReference, late: TokenSet): Promise<TokenSet> {
    const { vault, audit, authorizationServerOf } = this.#parts;
    const current = await vault.read(reference);
    if (current !== undefined) return current.tokens;
    const server = authorizationServerOf(reference.dataProviderId);
    await server.revoke(late.refreshToken ?? late.accessToken).catch((failure: unknown) => {
      audit("token.give-back-failed", { ...reference, ...failureFields(failure) });
    });
    throw noTokens(reference);
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
    await this.#parts.onGrantRefused(reference, failure.error);
    throw reauthRequired(reference, failure.error);
  }

  /** Without a refresh token the consent is over when the access token is, not when one call was answered 401. */
  async #cannotRefresh(reference: ConsentReference, tokens: TokenSet): Promise<never> {
    const reason = "no_refresh_token";
    if (tokens.expiresAt <= this.#parts.clock.now()) await this.#parts.onGrantRefused(reference, reason);
    throw reauthRequired(reference, reason);
  }

  async #read(reference: ConsentReference): Promise<StoredTokenSet> {
    const stored = await this.#parts.vault.read(reference);
    if (stored === undefined) throw noTokens(reference);
    return stored;
  }
}

/** No token set: the consent was revoked, or never given. */
export function noTokens({ consentId }: ConsentReference): GatewayError {
  return new GatewayError("CONSENT_NOT_ACTIVE", `consent ${consentId} has no tokens`);
}

function reauthRequired({ consentId }: ConsentReference, reason: string): GatewayError {
  return new GatewayError("CONSENT_REAUTH_REQUIRED", `consent ${consentId}: ${reason}`);
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
