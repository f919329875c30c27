import type { GatewayError } from "../../core/gateway-error.js";
import { groupBy } from "../../core/group-by.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { ConsentFailure } from "./consent-failure.js";

export interface AccountFailure {
  readonly account: AccountNode;
  readonly failure: GatewayError;
}

/**
 * @param accounts all that were asked.
 * @returns one failure for a consent of which every account failed for the same reason, else one for each account.
 */
export function joinFailures(
  accounts: readonly AccountNode[],
  failures: readonly AccountFailure[],
): readonly ConsentFailure[] {
  const asked = groupBy(accounts, (account) => originOf(account).consent);
  return [...groupBy(failures, ({ account }) => originOf(account).consent)].flatMap(([consent, failed]) => {
    const [one] = failed;
    const isAll = failed.length === asked.get(consent)?.length;
    if (one !== undefined && isAll && failed.every(({ failure }) => failure.code === one.failure.code)) {
      return [{ consent, failure: one.failure }];
    }
    return failed.map(({ account, failure }) => ({ consent, failure, accountId: account.id }));
  });
}
