import type { CallBudgetRule } from "../../core/call-budget-rule.js";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { ProviderCall } from "../data-provider.js";
import type { FdxFailure } from "../fdx/fdx-failure.js";
import { outcomeOf } from "../fdx/fdx-outcomes.js";
import type { FdxRequest } from "../fdx/fdx-request.js";
import { retryAfterOf } from "../fdx/retry-after.js";
import { budgetRecordId } from "./budget-record-id.js";
import type { Allowance, CallBudget } from "./call-budget.js";
import type { CallLedger, Claim, Refusal } from "./call-ledger.js";
import type { CallRefusals } from "./call-refusals.js";
import { accountsOf, resourceOf } from "./call-subject.js";
import type { LearntLimits, LimitedCalls } from "./learnt-limits.js";

export interface ProviderCallBudgetParts {
  readonly rules: readonly CallBudgetRule[];
  readonly ledger: CallLedger;
  readonly limits: LearntLimits;
  readonly refusals: CallRefusals;
  readonly clock: Pick<Clock, "now">;
}

/** What a provider allows: as its operator was told, and as it says itself by 429 or FDX 1207. */
export class ProviderCallBudget implements CallBudget {
  readonly #parts: ProviderCallBudgetParts;

  constructor(parts: ProviderCallBudgetParts) {
    this.#parts = parts;
  }

  async reserve(call: ProviderCall, request: FdxRequest): Promise<Allowance> {
    const { clock } = this.#parts;
    const calls = { reference: call.reference, resource: resourceOf(request) };
    await this.#requireNotLimited(calls);
    const { rules } = this.#parts;
    const claims = rules.length === 0 ? [] : claimsOf(rules, calls, request);
    if (claims.length > 0) await this.#requireLeft(call, claims);
    const askedAt = clock.now();
    return { heard: (answer) => this.#heard(calls, askedAt, answer) };
  }

  async #requireNotLimited(calls: LimitedCalls): Promise<void> {
    const waitMs = await this.#parts.limits.waitMs(calls);
    if (waitMs <= 0) return;
    const { dataProviderId } = calls.reference;
    this.#parts.refusals.count(dataProviderId, "rate_limit");
    throw new GatewayError("PROVIDER_RATE_LIMITED", `${dataProviderId}: not asked again yet`, {
      facts: { retryAfter: Math.ceil(waitMs / 1000) },
    });
  }

  async #requireLeft({ reference, request }: ProviderCall, claims: readonly Claim[]): Promise<void> {
    const { ledger, refusals, clock } = this.#parts;
    const { actorType, deadline, signal } = request;
    // A connection may be waited for until the deadline, and the provider counts what arrives.
    const arrivesBy = clock.now() + Math.max(0, Math.ceil(deadline.remainingMs));
    const refusal = await ledger.take(claims, { actorType, arrivesBy }, signal).catch((failure: unknown) => {
      const isAway = failure instanceof GatewayError && failure.code !== "PROVIDER_TIMEOUT";
      if (isAway) refusals.count(reference.dataProviderId, "store");
      throw failure;
    });
    if (refusal === undefined) return;
    refusals.count(reference.dataProviderId, refusal.cause === "spent" ? "budget" : "reserved");
    throw budgetSpent(reference, refusal);
  }

  async #heard(calls: LimitedCalls, askedAt: number, answer: FdxFailure): Promise<void> {
    if (outcomeOf(answer) !== "PROVIDER_RATE_LIMITED") return;
    const now = this.#parts.clock.now();
    await this.#parts.limits.learn(calls, { askedAt, now, retryAfter: retryAfterOf(answer.headers, now) });
  }
}

/** @returns every budget that a request counts in: one for each account that it names, where accounts are counted. */
function claimsOf(
  rules: readonly CallBudgetRule[],
  { reference, resource }: LimitedCalls,
  request: FdxRequest,
): readonly Claim[] {
  const { dataProviderId, consentId } = reference;
  return rules
    .filter(({ endpoints }) => endpoints === "all" || (endpoints as readonly string[]).includes(resource))
    .flatMap((rule) => {
      const counted = rule.per === "consent" ? [consentId] : accountsOf(request);
      const { endpoints, per, windowSeconds } = rule;
      const kind = [per, windowSeconds, endpoints === "all" ? endpoints : [...endpoints].sort()];
      return counted.map((id) => ({ rule, id: budgetRecordId(dataProviderId, ...kind, id) }));
    });
}

function budgetSpent({ dataProviderId }: ConsentReference, { rule, cause, waitMs }: Refusal): GatewayError {
  const { calls, windowSeconds, per, reservedForUsers } = rule;
  const of =
    cause === "reserved" ? `but the ${reservedForUsers} for end users, of ${calls} calls` : `${calls} calls`;
  const detail = `${dataProviderId}: all ${of} per ${per} in ${windowSeconds} s are used up`;
  const facts = Number.isFinite(waitMs) ? { retryAfter: Math.ceil(waitMs / 1000) } : {};
  return new GatewayError("PROVIDER_BUDGET_SPENT", detail, { facts });
}
