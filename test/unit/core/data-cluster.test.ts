import { describe, expect, it } from "@jest/globals";
import { clustersOf, DATA_CLUSTERS, scopeOf } from "../../../src/core/data-cluster.js";

describe("data clusters", () => {
  it("each have a scope of their own, in FDX's spelling", () => {
    const scopes = DATA_CLUSTERS.map(scopeOf);
    expect(new Set(scopes).size).toBe(DATA_CLUSTERS.length);
    for (const [index, cluster] of DATA_CLUSTERS.entries()) {
      expect(scopes[index]).toBe(`fdx:${cluster.replace("_", "").toLowerCase()}:read`);
    }
  });

  it("are read back from a granted scope, in their own order", () => {
    const scope = [...DATA_CLUSTERS].reverse().map(scopeOf).join(" ");
    expect(clustersOf(scope)).toEqual(DATA_CLUSTERS);
  });

  it.each([
    ["", []],
    ["openid offline_access", []],
    ["openid fdx:transactions:read", ["TRANSACTIONS"]],
    ["fdx:transactions:read fdx:transactions:read", ["TRANSACTIONS"]],
    ["FDX:TRANSACTIONS:READ", []],
    ["fdx:transactions:readwrite fdx:transactions", []],
  ])("come from the scope %p as %p", (scope, clusters) => {
    expect(clustersOf(scope)).toEqual(clusters);
  });
});
