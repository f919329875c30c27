import type { DataCluster } from "../../core/data-cluster.js";
import type { FdxRequest } from "./fdx-request.js";

const BELOW_ACCOUNT: Readonly<Record<string, DataCluster>> = {
  "asset-transfer-networks": "PAYMENT_SUPPORT",
  contact: "CUSTOMER_CONTACT",
  "payment-networks": "PAYMENT_SUPPORT",
  statements: "STATEMENTS",
  transactions: "TRANSACTIONS",
};

/** @returns the data cluster a provider wants to see granted for this call; `undefined` for a path not listed here. */
export function neededCluster({ segments, query }: FdxRequest): DataCluster | undefined {
  const [resource, , below] = segments;
  if (resource === "customers") return "CUSTOMER_CONTACT";
  if (resource === "reward-programs") return "REWARDS";
  if (resource !== "accounts") return undefined;
  if (below !== undefined) return BELOW_ACCOUNT[below];
  return query["resultType"] === "lightweight" ? "ACCOUNT_BASIC" : "ACCOUNT_DETAILED";
}

/** Small answers, and what each needs to be granted, in the order in which they are worth asking for. */
const PROBES: readonly (readonly [DataCluster, FdxRequest])[] = [
  ["ACCOUNT_BASIC", { segments: ["accounts"], query: { resultType: "lightweight", limit: 1 } }],
  ["CUSTOMER_CONTACT", { segments: ["customers", "current"], query: {} }],
  ["CUSTOMER_PERSONAL", { segments: ["customers", "current"], query: {} }],
  ["ACCOUNT_DETAILED", { segments: ["accounts"], query: { resultType: "details", limit: 1 } }],
];

/**
 * @returns a cheap request that the consent allows and that needs another cluster than the refused one: it shows
 * whether the consent still lives. `undefined` if there is none.
 */
export function probeFor(refused: FdxRequest, granted: readonly DataCluster[]): FdxRequest | undefined {
  const needed = neededCluster(refused);
  const probe = PROBES.find(
    ([cluster, request]) => granted.includes(cluster) && neededCluster(request) !== needed,
  );
  return probe?.[1];
}
