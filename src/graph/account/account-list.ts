import type { ActiveConsent, Consent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import type { WorkSignal } from "../../core/work-signal.js";
import { partialFailure, type ResultType } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { givenUpAt, halfTime } from "../half-time.js";
import type { ConsentFailure } from "../problem/consent-failure.js";
import { endedConsents } from "../problem/ended-consents.js";
import { hasCluster, notGranted } from "../require-cluster.js";
import { accountNode, type AccountNode, type AccountOrigin, originOf } from "./account-node.js";
import type { AccountRow } from "./account-row.js";
import { grantedResultType } from "./account-selection.js";
import { hasOtherWay, joinWays } from "./joined-ways.js";

export interface AccountList {
  readonly rows: readonly AccountRow[];
  /** Active consents that gave no accounts at all. */
  readonly failed: ReadonlySet<ConsentId>;
  /** Why accounts are missing, or may be. */
  readonly missing: readonly ConsentFailure[];
  /** Why accounts that are there have less than was asked for. */
  readonly lacking: readonly ConsentFailure[];
}

interface ConsentPart {
  readonly consent: ActiveConsent;
  readonly accounts: readonly AccountNode[];
  /** Why there are no accounts, or less of them than asked. */
  readonly failure?: GatewayError;
  readonly hasFailed?: true;
  /** Some came, and others may be missing. */
  readonly isShort?: true;
}

export interface AccountListRequest {
  /** What is wanted of each account. */
  readonly resultType: ResultType;
  /** Whether a consent is asked at all; every one if left out. */
  readonly isWanted?: (consent: Consent) => boolean;
  /** Whether banks are asked for more once the accounts are known: a list that hangs is given up in time for that. */
  readonly isReadOn: boolean;
}

/** Asks every consent at once. One that fails, or has ended, is told of; the others are unharmed. */
export async function listAccounts(
  context: GraphContext,
  { resultType, isWanted = () => true, isReadOn }: AccountListRequest,
): Promise<AccountList> {
  const consents = (await context.activeConsents()).filter(isWanted);
  const wish = { resultType, until: isReadOn ? halfTime(context) : undefined };
  const parts = await Promise.all(consents.map((consent) => listOfConsent(context, consent, wish)));
  const rows = joinWays(context, mergedRows(parts));
  const ended = (await endedConsents(context)).filter(({ consent }) => isWanted(consent));
  const failures = parts.filter(isFailure);
  return {
    rows,
    failed: new Set(failures.flatMap(({ consent, hasFailed }) => (hasFailed ? [consent.id] : []))),
    missing: [...failures.filter(({ hasFailed, isShort }) => hasFailed ?? isShort), ...ended],
    lacking: [
      ...failures.filter(({ hasFailed, isShort }) => !(hasFailed ?? isShort)),
      ...rows.flatMap(({ node }) => partialFailureOf(node)),
    ],
  };
}

function isFailure(part: ConsentPart): part is ConsentPart & ConsentFailure {
  return part.failure !== undefined;
}

/** @returns why the bank gave a part of this account only, where it did. */
function partialFailureOf(node: AccountNode): readonly ConsentFailure[] {
  const failure = partialFailure(node);
  return failure === undefined ? [] : [{ consent: originOf(node).consent, failure, accountId: node.id }];
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

interface ListWish {
  readonly resultType: ResultType;
  readonly until: WorkSignal | undefined;
}

async function listOfConsent(
  context: GraphContext,
  consent: ActiveConsent,
  { resultType: wanted, until }: ListWish,
): Promise<ConsentPart> {
  try {
    // Only with details can it be told whether an account is another way's too.
    const resultType = grantedResultType(consent, (await hasOtherWay(context, consent)) ? "details" : wanted);
    const list = context.loaders.accountList.load({ consent, resultType });
    const { rows, isShort } = await givenUpAt(until, list);
    const accounts = rows.map((record) => accountNode(context, consent, record));
    if (isShort) return { consent, accounts, failure: accountsMissing(consent), isShort };
    const lacksDetails = wanted === "details" && !hasCluster(consent, "ACCOUNT_DETAILED");
    return { consent, accounts, ...(lacksDetails && { failure: notGranted(consent, "ACCOUNT_DETAILED") }) };
  } catch (failure) {
    if (failure instanceof GatewayError) return { consent, accounts: [], failure, hasFailed: true };
    throw failure;
  }
}

function accountsMissing({ id }: ActiveConsent): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `consent ${id}: more accounts are counted than came`);
}
