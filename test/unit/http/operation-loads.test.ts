import { describe, expect, it } from "@jest/globals";
import { OperationLoads } from "../../../src/http/operation-loads.js";

const OVERVIEW = "{ accounts { nodes { id transactions { nodes { id } } } } }";

describe("OperationLoads", () => {
  it("takes an operation that it does not know for a small one", () => {
    expect(new OperationLoads().of(OVERVIEW)).toBe(4);
  });

  it("knows an operation by its last run", () => {
    const loads = new OperationLoads();
    loads.learn(OVERVIEW, 41);
    expect(loads.of(OVERVIEW)).toBe(44);
    loads.learn(OVERVIEW, 0);
    expect(loads.of(OVERVIEW)).toBe(3);
    expect(loads.of("{ customer { id } }")).toBe(4);
  });

  it("keeps no more text than it may, however many documents there are", () => {
    const loads = new OperationLoads();
    const long = (each: number): string => `{ customer { id } } # ${each} ${"x".repeat(100_000)}`;
    for (let each = 0; each < 20; each += 1) loads.learn(long(each), 9);
    const known = Array.from({ length: 20 }, (_, each) => loads.of(long(each))).filter((load) => load === 12);
    expect(known).toHaveLength(10);
    expect(loads.of(long(19))).toBe(12);
  });
});
