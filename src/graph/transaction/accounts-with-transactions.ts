import { type Consent, isActive } from "../../consents/consent.js";
import { type AccountList, listAccounts } from "../account/account-list.js";
import type { GraphContext } from "../context.js";
import { hasCluster, notGranted } from "../require-cluster.js";

/** Whether a consent's accounts are asked for, where their transactions are wanted. One that has ended is told of. */
export function mayShowTransactions(consent: Consent): boolean {
  return !isActive(consent) || hasCluster(consent, "TRANSACTIONS");
}

/**
 * @param isWanted whether a consent is asked at all.
 * @returns the accounts as `Query.accounts` lists them, of the consents that show transactions; the others are `missing`.
 */
export async function accountsWithTransactions(
  context: GraphContext,
  isWanted: (consent: Consent) => boolean = () => true,
): Promise<AccountList> {
  const list = await listAccounts(context, {
    resultType: "lightweight",
    isWanted: (consent) => isWanted(consent) && mayShowTransactions(consent),
    isReadOn: true,
  });
  const without = (await context.activeConsents()).filter(
    (consent) => isWanted(consent) && !mayShowTransactions(consent),
  );
  const failures = without.map((consent) => ({ consent, failure: notGranted(consent, "TRANSACTIONS") }));
  return { ...list, missing: [...list.missing, ...failures] };
}
