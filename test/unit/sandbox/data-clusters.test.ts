import { describe, expect, test } from "@jest/globals";
import { FDX_SCOPE_NAMES, inPlainWords, ScopeNames } from "../../../src/sandbox/fdx/data-clusters.js";

describe("clustersOf", () => {
  test.each([
    ["fdx:accountbasic:read", ["ACCOUNT_BASIC"]],
    ["openid offline_access fdx:transactions:read", ["TRANSACTIONS"]],
    ["fdx:paymentsupport:read fdx:accountpayments:read", ["ACCOUNT_PAYMENTS", "PAYMENT_SUPPORT"]],
    ["fdx:accountbasic:write FDX:STATEMENTS:READ", []],
    ["", []],
  ])("reads %s", (scope, clusters) => {
    expect([...FDX_SCOPE_NAMES.clustersOf(scope)].toSorted()).toEqual(clusters);
  });

  test("knows a cluster with words of its own for each scope", () => {
    const clusters = [...FDX_SCOPE_NAMES.clustersOf(FDX_SCOPE_NAMES.all.join(" "))];
    expect(clusters).toHaveLength(FDX_SCOPE_NAMES.all.length);
    expect(new Set(clusters.map(inPlainWords)).size).toBe(clusters.length);
  });

  test("shows clusters that have no scope to everybody, and those that share one together", () => {
    const names = new ScopeNames({ ACCOUNT_BASIC: "accounts", ACCOUNT_DETAILED: "accounts" });
    expect(names.all).toEqual(["accounts"]);
    expect(names.clustersOf("openid").has("ACCOUNT_BASIC")).toBe(false);
    expect(names.clustersOf("openid").has("TRANSACTIONS")).toBe(true);
    expect(names.clustersOf("accounts").has("ACCOUNT_DETAILED")).toBe(true);
  });
});
