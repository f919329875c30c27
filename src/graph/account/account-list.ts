import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import { partialFailure, type ResultType } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { hasCluster } from "../require-cluster.js";
import { accountNode, type AccountNode, type AccountOrigin, originOf } from "./account-node.js";
import type { AccountRow } from "./account-row.js";
import { grantedResultType } from "./account-selection.js";
import { hasOtherWay, joinWays } from "./joined-ways.js";
import { reasonOf } from "../nulls/null-reason.js";
import type { ProviderProblem } from "./provider-problem.type.js";

export interface AccountList {
  readonly rows: readonly AccountRow[];
  readonly problems: readonly ProviderProblem[];
  /** Consents that gave no accounts at all, and why. */
  readonly failed: ReadonlyMap<ConsentId, GatewayError>;
  /** Why accounts are missing, or may be. */
  readonly gaps: readonly GatewayError[];
}

interface ConsentPart {
  readonly accounts: readonly AccountNode[];
  /** Why there are no accounts, or less of them than asked. */
  readonly failure?: GatewayError;
  readonly hasFailed?: true;
  /** Some came, and others may be missing. */
  readonly isShort?: true;
}

/** Asks every consent at once. One that fails becomes a problem entry; the others are unharmed. */
export async function listAccounts(context: GraphContext, resultType: ResultType): Promise<AccountList> {
  const consents = await context.activeConsents();
  const parts = await Promise.all(consents.map((consent) => listOfConsent(context, consent, resultType)));
  const rows = joinWays(context, mergedRows(parts));
  return {
    rows,
    problems: [
      ...parts.flatMap(({ failure }, index) => {
        const consent = consents[index];
        return failure && consent ? [problemOf(context, consent, failure)] : [];
      }),
      ...rows.flatMap(({ node }) => {
        const failure = partialFailure(node);
        return failure === undefined ? [] : [problemOf(context, originOf(node).consent, failure, node.id)];
      }),
    ],
    failed: new Map(
      parts.flatMap(({ failure, hasFailed }, index) => {
        const consent = consents[index];
        return failure && hasFailed && consent ? [[consent.id, failure] as const] : [];
      }),
    ),
    gaps: parts.flatMap(({ failure, hasFailed, isShort }) =>
      failure && (hasFailed || isShort) ? [failure] : [],
    ),
  };
}

/** @returns what is the same for one account under every consent of the end user by the same way to a bank. */
export function accountKey({ consent, accountId }: AccountOrigin): string {
  return `${consent.dataProviderId}/${accountId}`;
}

/** An end user may consent twice at one bank: each account is shown once, under the newest consent. */
function mergedRows(parts: readonly ConsentPart[]): readonly AccountRow[] {
  const rows = new Map<string, AccountRow>();
  for (const [index, { accounts }] of parts.entries()) {
    for (const node of accounts) {
      const key = accountKey(originOf(node));
      rows.set(key, { node, rank: rows.get(key)?.rank ?? index, keys: [key] });
    }
  }
  return [...rows.values()];
}

async function listOfConsent(
  context: GraphContext,
  consent: ActiveConsent,
  wanted: ResultType,
): Promise<ConsentPart> {
  try {
    // Only with details can it be told whether an account is another way's too.
    const resultType = grantedResultType(consent, (await hasOtherWay(context, consent)) ? "details" : wanted);
    const { rows, isShort } = await context.loaders.accountList.load({ consent, resultType });
    const accounts = rows.map((record) => accountNode(context, consent, record));
    if (isShort) return { accounts, failure: accountsMissing(consent), isShort };
    const lacksDetails = wanted === "details" && !hasCluster(consent, "ACCOUNT_DETAILED");
    return lacksDetails ? { accounts, failure: detailsNotGranted(consent) } : { accounts };
  } catch (failure) {
    if (failure instanceof GatewayError) return { accounts: [], failure, hasFailed: true };
    throw failure;
  }
}

function accountsMissing({ id }: ActiveConsent): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `consent ${id}: more accounts are counted than came`);
}

function detailsNotGranted(consent: ActiveConsent): GatewayError {
  return new GatewayError("DATA_CLUSTER_NOT_GRANTED", `consent ${consent.id} lacks ACCOUNT_DETAILED`, {
    facts: { dataCluster: "ACCOUNT_DETAILED" },
  });
}

function problemOf(
  context: GraphContext,
  { id, dataProviderId }: ActiveConsent,
  failure: GatewayError,
  accountId: string | null = null,
): ProviderProblem {
  const { code, entry, facts } = failure;
  context.report(failure, `accounts of ${dataProviderId}`);
  const consentId = context.ids.encode(context.caller, { kind: "consent", consentId: id, parts: [] });
  const { public: message, retryable, userMessage } = entry;
  const reason = reasonOf(code, facts);
  const told = { code, reason, message, userMessage, retryable, supportReferences: [], ...facts };
  return { consentId, dataProviderId, accountId, ...told };
}
