import type { FdxResource } from "./fdx-resource.js";

/** How many calls a provider allows in any stretch of time. */
export interface CallBudgetRule {
  /** Which calls count: `all`, or those for these resources. */
  readonly endpoints: "all" | readonly FdxResource[];
  /** `account`: each account has a budget of its own, under whatever consents it is read. */
  readonly per: "consent" | "account";
  readonly calls: number;
  readonly windowSeconds: number;
  /** So many of the calls are for end users who wait; background jobs have the rest. */
  readonly reservedForUsers: number;
}
