import type { AccountNode } from "./account-node.js";

/** An account, and which consent in order gives it its place in the list. */
export interface AccountRow {
  readonly node: AccountNode;
  readonly rank: number;
  /** `accountKey` of the account under each way to the bank that it came by. */
  readonly keys: readonly string[];
}
