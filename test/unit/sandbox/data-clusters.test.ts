import { describe, expect, test } from "@jest/globals";
import { clustersOf, FDX_SCOPES, inPlainWords } from "../../../src/sandbox/fdx/data-clusters.js";

describe("clustersOf", () => {
  test.each([
    ["fdx:accountbasic:read", ["ACCOUNT_BASIC"]],
    ["openid offline_access fdx:transactions:read", ["TRANSACTIONS"]],
    ["fdx:paymentsupport:read fdx:accountpayments:read", ["ACCOUNT_PAYMENTS", "PAYMENT_SUPPORT"]],
    ["fdx:accountbasic:write FDX:STATEMENTS:READ", []],
    ["", []],
  ])("reads %s", (scope, clusters) => {
    expect([...clustersOf(scope)].toSorted()).toEqual(clusters);
  });

  test("knows a cluster with words of its own for each scope", () => {
    const clusters = [...clustersOf(FDX_SCOPES.join(" "))];
    expect(clusters).toHaveLength(FDX_SCOPES.length);
    expect(new Set(clusters.map(inPlainWords)).size).toBe(clusters.length);
  });
});
