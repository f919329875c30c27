import { LRUCache } from "lru-cache";
import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { type ErrorFacts, GatewayError } from "../core/gateway-error.js";
import { type ConsentId, type DataProviderId, randomId } from "../core/ids.js";
import { sleep } from "../core/sleep.js";
import type { AnsweredDelivery, FailedOrder, RefreshCourier } from "./refresh-courier.js";
import type { RefreshLog, StoredRefresh } from "./refresh-log.js";
import {
  begun,
  coolDownMs,
  decideBegin,
  type FailureCode,
  patienceMs,
  type ReauthReason,
  type Refreshing,
  type RotationPolicy,
  type Sighting,
  settled,
} from "./refresh-state.js";
import { Watch } from "./watch.js";
import { needsRefresh, type Wish } from "./token-policy.js";
import type { ConsentReference } from "./consent-reference.js";
import type { TokenSet } from "./token-set.js";
import type { StoredTokenSet, TokenVault } from "./token-vault.js";

export interface TokenRefresherParts {
  readonly vault: TokenVault;
  readonly log: RefreshLog;
  readonly courier: RefreshCourier;
  readonly clock: Clock;
  readonly rotationOf: (dataProviderId: DataProviderId) => RotationPolicy;
  readonly audit: Audit;
  /** Told when the consent can only be helped by its end user. May be told twice. */
  readonly onGrantRefused: (reference: ConsentReference, reason: ReauthReason) => Promise<void>;
  /** How long one token request may take. */
  readonly tokenTimeoutMs: number;
}

const IDLE_LIMIT = 10_000;
const POLL_MS = 50;
/** Beyond the patience with somebody else: for the call that may follow it. */
const MARGIN_MS = 1_000;

/** What this process wrote down before it sent anything. */
interface Begun {
  readonly refresh: Refreshing;
  readonly fence: number;
  readonly recovers: boolean;
  /** Monotonic milliseconds. */
  readonly sendBy: number;
}

/**
 * Changes a consent's tokens, alone among all processes: the intent is written by compare-and-set, then a courier goes to
 * the bank. The decisions are pure functions (refresh-state.ts); this is the reading and writing around them.
 */
export class TokenRefresher {
  readonly #parts: TokenRefresherParts;
  /** Attempts of this process that nobody is at the bank for: nothing was sent, or the courier holds the answer. */
  readonly #idle = new LRUCache<string, true>({ maxSize: IDLE_LIMIT, sizeCalculation: () => 1 });

  constructor(parts: TokenRefresherParts) {
    this.#parts = parts;
  }

  /** Rejects like `TokenManager.accessToken`. */
  async refresh(reference: ConsentReference, wish: Wish): Promise<TokenSet> {
    const { clock, audit, tokenTimeoutMs } = this.#parts;
    const startedAt = clock.monotonic();
    const giveUpAt = startedAt + this.#patienceMs(reference) + tokenTimeoutMs + MARGIN_MS;
    const watch = new Watch(clock);
    let waited = false;
    for (;;) {
      const stored = await this.#read(reference);
      const tokens = needsRefresh(stored.tokens, wish, clock.now())
        ? await this.#step(reference, stored, watch)
        : stored.tokens;
      if (tokens !== undefined) {
        if (waited) audit("token.lease-waited", { ...reference, waitedMs: clock.monotonic() - startedAt });
        return tokens;
      }
      if (clock.monotonic() >= giveUpAt) {
        throw new GatewayError(
          "PROVIDER_TIMEOUT",
          `another process holds the refresh of ${reference.consentId}`,
        );
      }
      waited = true;
      await sleep(POLL_MS);
    }
  }

  /** @returns `undefined` when it has to be looked at again. */
  async #step(
    reference: ConsentReference,
    stored: StoredTokenSet,
    watch: Watch,
  ): Promise<TokenSet | undefined> {
    const { log } = this.#parts;
    const record = await log.read(reference.consentId);
    if (record === undefined) throw noTokens(reference);
    if (record.refresh.tokenVersion !== stored.version) return undefined;
    if (stored.tokens.refreshToken === undefined) return this.#cannotRefresh(reference, stored.tokens);
    const sighting = this.#sight(record, watch);
    const decision = decideBegin(record.refresh, sighting);
    switch (decision.decision) {
      case "wait":
        return undefined;
      case "cool-down":
        throw failed(reference, decision.code);
      case "reauth":
        return this.#reauth(reference, decision.reason);
      case "begin":
        return this.#begin(record, sighting, decision.recovers);
    }
  }

  #sight({ refresh, version }: StoredRefresh, watch: Watch): Sighting {
    const { reference } = refresh;
    return {
      now: this.#parts.clock.now(),
      unchangedMs: watch.unchangedMs(version),
      patienceMs: this.#patienceMs(reference),
      coolDownMs: coolDownMs(this.#parts.rotationOf(reference.dataProviderId)),
      idle: refresh.status === "REFRESHING" && this.#idle.has(refresh.attempt.id),
    };
  }

  /** Writes the intent, durable before anything is sent. @returns `undefined` if somebody else was faster. */
  async #begin(
    { refresh, version }: StoredRefresh,
    sighting: Sighting,
    recovers: boolean,
  ): Promise<TokenSet | undefined> {
    const { log, clock } = this.#parts;
    // Counted from before the write: others may see it at once and lose their patience a third later than we stop.
    const sendBy = clock.monotonic() + sighting.patienceMs / 3;
    const attemptId = randomId();
    const next = begun(refresh, attemptId, sighting);
    this.#idle.set(attemptId, true);
    if (!(await log.write(next, version))) {
      this.#idle.delete(attemptId);
      return undefined;
    }
    return this.#carryOut({ refresh: next, fence: version + 1, recovers, sendBy });
  }

  async #carryOut(begun: Begun): Promise<TokenSet | undefined> {
    const { courier, clock } = this.#parts;
    const { refresh, fence, sendBy } = begun;
    const { reference, attempt, tokenVersion: usedVersion } = refresh;
    const startedAt = clock.monotonic();
    const outcome = await courier.carry({ reference, attemptId: attempt.id, usedVersion, sendBy });
    const waits = outcome.outcome === "answered" && outcome.delivery === "waiting";
    if (outcome.outcome !== "not-sent" && !waits) this.#idle.delete(attempt.id);
    if (outcome.outcome !== "answered") return this.#settle(refresh, fence, outcome);
    return this.#answered(begun, outcome.delivery, clock.monotonic() - startedAt);
  }

  async #answered(
    { refresh, recovers }: Begun,
    delivery: AnsweredDelivery,
    tookMs: number,
  ): Promise<TokenSet | undefined> {
    const { audit } = this.#parts;
    const { reference, tokenVersion: usedVersion } = refresh;
    const facts = { ...reference, version: usedVersion + 1, tookMs };
    switch (delivery) {
      case "waiting":
        throw new GatewayError("STORE_UNAVAILABLE", `tokens of ${reference.consentId} wait for the store`);
      case "gone":
        throw noTokens(reference);
      case "superseded":
        // By newer tokens, or by the bank's refusal: the next look tells.
        audit("token.answer-superseded", facts);
        return undefined;
      case "stored":
        audit(recovers ? "token.recovered" : "token.refreshed", facts);
        return (await this.#read(reference)).tokens;
    }
  }

  async #settle(refresh: Refreshing, fence: number, outcome: FailedOrder): Promise<undefined> {
    const { log, clock, rotationOf, audit } = this.#parts;
    const { reference, attempt } = refresh;
    const next = settled(refresh, outcome, rotationOf(reference.dataProviderId), clock.now());
    const { outcome: result, ...details } = outcome;
    const { supportReferences } = outcome;
    const facts = supportReferences && { supportReferences };
    audit(`token.refresh-${result === "unclear" ? "uncertain" : result}`, { ...reference, ...details });
    if (outcome.outcome === "refused" && next.status !== "REAUTH") {
      // invalid_client and its like speak of our registration: every consent of this bank waits for the operator.
      audit("operator.alarm", { alarm: "client_refused", error: outcome.error, ...facts, ...reference });
    }
    // Changed by somebody else meanwhile: whoever it was knows better, and the next look adopts what it won.
    if (!(await log.write(next, fence))) return undefined;
    this.#idle.delete(attempt.id);
    if (next.status === "REAUTH") return this.#reauth(reference, next.reason, facts);
    throw failed(reference, outcome.outcome === "refused" ? "PROVIDER_REFUSED" : outcome.code, facts);
  }

  /** Without a refresh token the consent is over when the access token is, not when one call was answered 401. */
  async #cannotRefresh(reference: ConsentReference, tokens: TokenSet): Promise<never> {
    if (tokens.expiresAt <= this.#parts.clock.now()) return this.#reauth(reference, "no_refresh_token");
    throw reauthRequired(reference, "no_refresh_token");
  }

  async #reauth(reference: ConsentReference, reason: ReauthReason, facts?: ErrorFacts): Promise<never> {
    await this.#parts.onGrantRefused(reference, reason);
    throw reauthRequired(reference, reason, facts);
  }

  #patienceMs(reference: ConsentReference): number {
    const { rotationOf, tokenTimeoutMs } = this.#parts;
    return patienceMs(rotationOf(reference.dataProviderId), tokenTimeoutMs);
  }

  async #read(reference: ConsentReference): Promise<StoredTokenSet> {
    const stored = await this.#parts.vault.read(reference);
    if (stored === undefined) throw noTokens(reference);
    return stored;
  }
}

/** No token set: the consent was revoked, or never given. */
export function noTokens({ consentId }: { readonly consentId: ConsentId }): GatewayError {
  return new GatewayError("CONSENT_NOT_ACTIVE", `consent ${consentId} has no tokens`);
}

function reauthRequired(
  { consentId }: ConsentReference,
  reason: ReauthReason,
  facts: ErrorFacts = {},
): GatewayError {
  return new GatewayError("CONSENT_REAUTH_REQUIRED", `consent ${consentId}: ${reason}`, { facts });
}

function failed({ consentId }: ConsentReference, code: FailureCode, facts: ErrorFacts = {}): GatewayError {
  return new GatewayError(code, `the tokens of consent ${consentId} cannot be refreshed now`, { facts });
}
