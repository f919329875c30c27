import { canBeRenewed, type Consent } from "../../consents/consent.js";
import type { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { reasonOf } from "../nulls/null-reason.js";
import type { ConsentFailure } from "./consent-failure.js";
import type { ProviderProblem } from "./provider-problem.type.js";

/**
 * @param what was asked for, for the operator: "accounts".
 * @returns one entry for each failure, in the consents' order; of one consent, what concerns all of it first.
 */
export function providerProblems(
  context: GraphContext,
  failures: readonly ConsentFailure[],
  what: string,
): readonly ProviderProblem[] {
  return [...failures].sort(inOrder).map((each) => {
    context.report(each.failure, `${what} of ${each.consent.dataProviderId}`);
    return problemOf(context, each);
  });
}

/** Oldest consent first, as they are listed. `Array.sort` is stable: accounts stay in their order. */
function inOrder(one: ConsentFailure, other: ConsentFailure): number {
  const [a, b] = [one.consent, other.consent];
  if (a.id === b.id) return Number(one.accountId !== undefined) - Number(other.accountId !== undefined);
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function problemOf(context: GraphContext, { consent, failure, accountId }: ConsentFailure): ProviderProblem {
  const { code, entry, facts } = failure;
  const { dataProviderId } = consent;
  const { public: message, retryable, userMessage } = entry;
  const about = { code, reason: reasonOf(code, facts), message, userMessage, retryable };
  return {
    ...{ ...about, supportReferences: [], ...facts, dataProviderId },
    accountId: accountId ?? null,
    consentId: context.ids.encode(context.caller, { kind: "consent", consentId: consent.id, parts: [] }),
    dataProvider: context.dataProviders.bankOf(dataProviderId) ?? null,
    // Read only if it is selected: making one costs a MAC.
    get reauthUrl() {
      return canBeMended(context, consent, failure) ? context.renewalUrlOf(consent) : null;
    },
  };
}

/** Whether the end user can mend it by giving the consent again, at a bank that can be connected now. */
function canBeMended(context: GraphContext, consent: Consent, { code, facts }: GatewayError): boolean {
  const bank = context.dataProviders.bankOf(consent.dataProviderId);
  if (bank === undefined || bank.ways.length === 0 || !canBeRenewed(consent.state)) return false;
  if (code === "CONSENT_REAUTH_REQUIRED" || code === "CONSENT_NOT_ACTIVE") return true;
  // A renewal asks for what was asked for before: only what the end user left out then can come of it.
  const { dataCluster } = facts;
  return dataCluster !== undefined && consent.requestedClusters.includes(dataCluster);
}
