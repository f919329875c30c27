import { z } from "zod";
import type { CallBudgetRule } from "../core/call-budget-rule.js";
import { FDX_RESOURCE_NAMES, type FdxResource } from "../core/fdx-resource.js";

/** Shorter than a request may take, and a call would count for far longer than the provider counts it. */
const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 31 * 86_400;

const resource = z.enum(FDX_RESOURCE_NAMES as [FdxResource, ...FdxResource[]]);

/** What is asked for without naming an account. */
const OF_NO_ACCOUNT: readonly FdxResource[] = [
  ...(["CUSTOMER", "CUSTOMERS", "REWARD_PROGRAMS", "REWARD_PROGRAM", "REWARD_CATEGORIES"] as const),
];

const rule = z
  .strictObject({
    endpoints: z.union([z.literal("all"), z.array(resource).min(1)]).default("all"),
    per: z.enum(["consent", "account"]),
    calls: z.number().int().min(1).max(1_000_000),
    windowSeconds: z.number().int().min(SHORTEST_SECONDS).max(LONGEST_SECONDS),
    reservedForUsers: z.number().int().min(0).optional(),
  })
  .superRefine(({ endpoints, per, calls, reservedForUsers = 0 }, context) => {
    const issue = (path: string, message: string): void => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    if (reservedForUsers > calls) issue("reservedForUsers", "is more than calls");
    const nameless =
      endpoints === "all" || per === "consent"
        ? []
        : endpoints.filter((each) => OF_NO_ACCOUNT.includes(each));
    if (nameless.length > 0) issue("endpoints", `${nameless.join(", ")}: no account is named there`);
  })
  .transform(({ reservedForUsers, ...rest }): CallBudgetRule => {
    return { ...rest, reservedForUsers: reservedForUsers ?? Math.ceil(rest.calls / 2) };
  });

/** Two that count the same calls in the same window would share their record. */
export const callBudgets = z
  .array(rule)
  .min(1)
  .refine((rules) => new Set(rules.map(whatCounts)).size === rules.length, {
    error: "two budgets count the same calls in the same window",
  });

function whatCounts({ endpoints, per, windowSeconds }: CallBudgetRule): string {
  return JSON.stringify([per, windowSeconds, endpoints === "all" ? endpoints : [...endpoints].sort()]);
}
