import { describe, expect, it } from "@jest/globals";
import {
  DATA_CLUSTERS,
  FDX_SCOPE_NAMES,
  FLINKS_SCOPE_NAMES,
  ScopeNames,
} from "../../../src/core/data-cluster.js";

describe("data clusters", () => {
  it("each have a scope of their own, in FDX's spelling", () => {
    const scopes = FDX_SCOPE_NAMES.scopesOf(DATA_CLUSTERS);
    expect(new Set(scopes).size).toBe(DATA_CLUSTERS.length);
    for (const [index, cluster] of DATA_CLUSTERS.entries()) {
      expect(scopes[index]).toBe(`fdx:${cluster.replace("_", "").toLowerCase()}:read`);
    }
  });

  it("are read back from a granted scope, in their own order", () => {
    const scope = FDX_SCOPE_NAMES.scopesOf([...DATA_CLUSTERS].reverse()).join(" ");
    expect(FDX_SCOPE_NAMES.clustersOf(scope)).toEqual(DATA_CLUSTERS);
  });

  it.each([
    ["", []],
    ["openid offline_access", []],
    ["openid fdx:transactions:read", ["TRANSACTIONS"]],
    ["fdx:transactions:read fdx:transactions:read", ["TRANSACTIONS"]],
    ["FDX:TRANSACTIONS:READ", []],
    ["fdx:transactions:readwrite fdx:transactions", []],
  ])("come from the scope %p as %p", (scope, clusters) => {
    expect(FDX_SCOPE_NAMES.clustersOf(scope)).toEqual(clusters);
  });

  it("have Flinks' eight scopes, of which one has another name", () => {
    expect(FLINKS_SCOPE_NAMES.scopesOf(DATA_CLUSTERS).join(" ")).toBe(
      "ACCOUNT_BASIC ACCOUNT_DETAILED ACCOUNT_PAYMENTS TRANSACTIONS STATEMENTS INVESTMENTS CUSTOMER_CONTACT CUSTOMER_PERSONAL",
    );
    expect(FLINKS_SCOPE_NAMES.clustersOf("ACCOUNT_PAYMENTS PAYMENT_SUPPORT")).toEqual([
      "PAYMENT_SUPPORT",
      "REWARDS", // no scope asks for it, and no bank of Flinks' offers it
    ]);
  });

  it("may share a scope, or have none and be chosen on the bank's page alone", () => {
    const shared = new ScopeNames({ ACCOUNT_BASIC: "accounts", ACCOUNT_DETAILED: "accounts" });
    expect(shared.scopesOf(["ACCOUNT_BASIC", "TRANSACTIONS"])).toEqual(["accounts"]);
    expect(shared.clustersOf("accounts")).toEqual(DATA_CLUSTERS);
    expect(shared.clustersOf("openid")).not.toContain("ACCOUNT_DETAILED");
    expect(shared.clustersOf("openid")).toContain("TRANSACTIONS");
  });
});
