import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ResultType } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { hasCluster, requireCluster } from "../require-cluster.js";
import { accountNode, type AccountNode } from "./account-node.js";
import type { ProviderProblem } from "./provider-problem.type.js";

export interface AccountList {
  readonly accounts: readonly AccountNode[];
  readonly problems: readonly ProviderProblem[];
}

/** Asks every consent at once. One that fails becomes a problem entry; the others are unharmed. */
export async function listAccounts(context: GraphContext, resultType: ResultType): Promise<AccountList> {
  const consents = await context.activeConsents();
  const parts = await Promise.all(consents.map((consent) => listOfConsent(context, consent, resultType)));
  return {
    accounts: parts.flatMap((part) => part.accounts),
    problems: parts.flatMap((part) => part.problems),
  };
}

async function listOfConsent(
  context: GraphContext,
  consent: ActiveConsent,
  wanted: ResultType,
): Promise<AccountList> {
  try {
    requireCluster(consent, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
    const lacksDetails = wanted === "details" && !hasCluster(consent, "ACCOUNT_DETAILED");
    const resultType = lacksDetails ? "lightweight" : wanted;
    const records = await context.loaders.accountList.load({ consent, resultType });
    return {
      accounts: records.map((record) => accountNode(context, consent, record)),
      problems: lacksDetails ? [problemOf(consent, detailsNotGranted(consent))] : [],
    };
  } catch (failure) {
    if (failure instanceof GatewayError) return { accounts: [], problems: [problemOf(consent, failure)] };
    throw failure;
  }

  function problemOf({ id, dataProviderId }: ActiveConsent, failure: GatewayError): ProviderProblem {
    const { code, entry, facts } = failure;
    const consentId = context.ids.encode(context.caller, { kind: "consent", consentId: id, parts: [] });
    return { consentId, dataProviderId, code, message: entry.public, retryable: entry.retryable, ...facts };
  }
}

function detailsNotGranted(consent: ActiveConsent): GatewayError {
  return new GatewayError("DATA_CLUSTER_NOT_GRANTED", `consent ${consent.id} lacks ACCOUNT_DETAILED`, {
    facts: { dataCluster: "ACCOUNT_DETAILED" },
  });
}
