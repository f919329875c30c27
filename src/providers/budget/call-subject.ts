import type { FdxResource } from "../../core/fdx-resource.js";
import type { FdxRequest } from "../fdx/fdx-request.js";

/** Resources by path, with a star for each id. */
const RESOURCES = new Map<string, FdxResource>(
  Object.entries({
    customers: "CUSTOMERS",
    "customers/*": "CUSTOMER",
    accounts: "ACCOUNTS",
    "accounts/*": "ACCOUNT",
    "accounts/*/contact": "ACCOUNT_CONTACT",
    "accounts/*/transactions": "TRANSACTIONS",
    "accounts/*/payment-networks": "PAYMENT_NETWORKS",
    "accounts/*/asset-transfer-networks": "ASSET_TRANSFER_NETWORKS",
    "accounts/*/statements": "STATEMENTS",
    "accounts/*/statements/*": "STATEMENT_DOCUMENT",
    "reward-programs": "REWARD_PROGRAMS",
    "reward-programs/*": "REWARD_PROGRAM",
    "reward-programs/*/categories": "REWARD_CATEGORIES",
  } satisfies Readonly<Record<string, FdxResource>>),
);

/** What a request asks for; `OTHER` for a path that is not listed here. */
export type CalledResource = FdxResource | "OTHER";

export function resourceOf({ segments }: FdxRequest): CalledResource {
  const path = segments.map((segment, index) => (index % 2 === 0 ? segment : "*")).join("/");
  return RESOURCES.get(path) ?? "OTHER";
}

/** @returns the accounts that a request names, each once; none for a list of whatever accounts there are. */
export function accountsOf({ segments, query }: FdxRequest): readonly string[] {
  const [resource, accountId] = segments;
  if (resource !== "accounts") return [];
  if (accountId !== undefined) return [accountId];
  const ids = query["accountIds"];
  return ids === undefined ? [] : [...new Set(String(ids).split(","))];
}
