import { describe, expect, it } from "@jest/globals";
import { type Cause, NullEntries } from "../../../../src/graph/nulls/null-entries.js";

describe("NullEntries", () => {
  it("tells many nulls of one cause once", () => {
    const entries = new NullEntries();
    const empty: Cause = { reason: "EMPTY" };
    for (const row of [0, 1, 7]) entries.add(["accounts", "nodes", row, "nickname"], empty);
    expect(entries.list()).toEqual([{ path: ["accounts", "nodes", "*", "nickname"], reason: "EMPTY" }]);
  });

  it("takes equal causes for one", () => {
    const entries = new NullEntries();
    entries.add(["a", 0], { reason: "TIMEOUT", code: "PROVIDER_TIMEOUT" });
    entries.add(["a", 1], { reason: "TIMEOUT", code: "PROVIDER_TIMEOUT" });
    expect(entries.list()).toHaveLength(1);
  });

  it("keeps causes apart at the outermost list that tells them apart, and no further", () => {
    const entries = new NullEntries();
    const empty: Cause = { reason: "EMPTY" };
    const old: Cause = { reason: "NOT_SUPPORTED" };
    for (const row of [0, 1]) entries.add(["a", 0, "t", row, "memo"], empty);
    for (const row of [0, 1]) entries.add(["a", 1, "t", row, "memo"], old);
    entries.add(["a", 2, "t", 0, "memo"], empty);
    entries.add(["a", 2, "t", 1, "memo"], old);
    entries.add(["other"], old);
    expect(entries.list()).toEqual([
      { path: ["a", 0, "t", "*", "memo"], reason: "EMPTY" },
      { path: ["a", 1, "t", "*", "memo"], reason: "NOT_SUPPORTED" },
      { path: ["a", 2, "t", 0, "memo"], reason: "EMPTY" },
      { path: ["a", 2, "t", 1, "memo"], reason: "NOT_SUPPORTED" },
      { path: ["other"], reason: "NOT_SUPPORTED" },
    ]);
  });

  it("tells one null once, though two errors left it", () => {
    const entries = new NullEntries();
    entries.add(["a"], { reason: "TIMEOUT" });
    entries.add(["a"], { reason: "EMPTY" });
    expect(entries.list()).toEqual([{ path: ["a"], reason: "TIMEOUT" }]);
  });

  it("tells what a list lacks beside its nulls, once", () => {
    const entries = new NullEntries();
    const down: Cause = { reason: "UPSTREAM_ERROR", code: "PROVIDER_UNAVAILABLE" };
    entries.addGap(["accounts"], down);
    entries.addGap(["accounts"], down);
    expect(entries.list()).toEqual([{ path: ["accounts"], ...down, missing: true }]);
  });
});
