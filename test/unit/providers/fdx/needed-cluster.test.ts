import { describe, expect, it } from "@jest/globals";
import { DATA_CLUSTERS, type DataCluster } from "../../../../src/core/data-cluster.js";
import type { FdxRequest } from "../../../../src/providers/fdx/fdx-request.js";
import { neededCluster, probeFor } from "../../../../src/providers/fdx/needed-cluster.js";

const request = (path: string, query: FdxRequest["query"] = {}): FdxRequest => ({
  segments: path.split("/"),
  query,
});
const list = (resultType: string): FdxRequest => request("accounts", { resultType });

describe("neededCluster", () => {
  it.each<[FdxRequest, DataCluster | undefined]>([
    [request("customers/current"), "CUSTOMER_CONTACT"],
    [request("customers"), "CUSTOMER_CONTACT"],
    [list("lightweight"), "ACCOUNT_BASIC"],
    [list("details"), "ACCOUNT_DETAILED"],
    [request("accounts/transactions"), "ACCOUNT_DETAILED"],
    [request("accounts/a/transactions"), "TRANSACTIONS"],
    [request("accounts/a/statements"), "STATEMENTS"],
    [request("accounts/a/payment-networks"), "PAYMENT_SUPPORT"],
    [request("accounts/a/contact"), "CUSTOMER_CONTACT"],
    [request("accounts/a/other"), undefined],
    [request("accounts/a/asset-transfer-networks"), "PAYMENT_SUPPORT"],
    [request("reward-programs"), "REWARDS"],
    [request("reward-programs/p/categories"), "REWARDS"],
    [request("other"), undefined],
  ])("of %p is %p", (asked, cluster) => {
    expect(neededCluster(asked)).toBe(cluster);
  });
});

describe("probeFor", () => {
  const BASIC = request("accounts", { resultType: "lightweight", limit: 1 });
  const DETAILS = request("accounts", { resultType: "details", limit: 1 });
  const CUSTOMER = request("customers/current");

  it.each<[string, FdxRequest, readonly DataCluster[], object | undefined]>([
    ["transactions", request("accounts/a/transactions"), DATA_CLUSTERS, BASIC],
    ["details", list("details"), DATA_CLUSTERS, BASIC],
    ["the lightest list", list("lightweight"), DATA_CLUSTERS, CUSTOMER],
    ["transactions", request("accounts/a/transactions"), ["TRANSACTIONS", "ACCOUNT_DETAILED"], DETAILS],
    ["transactions", request("accounts/a/transactions"), ["TRANSACTIONS", "CUSTOMER_PERSONAL"], CUSTOMER],
    ["the lightest list", list("lightweight"), ["ACCOUNT_BASIC"], undefined],
    ["the lightest list", list("lightweight"), ["ACCOUNT_BASIC", "TRANSACTIONS"], undefined],
    ["the customer", CUSTOMER, ["CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"], undefined],
  ])("%s refused: looks with another cluster that was granted", (_what, refused, granted, probe) => {
    expect(probeFor(refused, granted)).toEqual(probe);
  });
});
