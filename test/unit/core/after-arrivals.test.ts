import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { afterArrivals } from "../../../src/core/after-arrivals.js";

describe("what is put off until all arrivals were looked at", () => {
  it("is done in a later turn of the loop, in its order", async () => {
    const done: number[] = [];
    for (const each of [1, 2, 3]) afterArrivals(() => done.push(each));
    await Promise.resolve();
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual([1, 2, 3]);
  });

  it("lets the sockets be looked at in between where there is much of it, and is done to its end", async () => {
    const turns: number[] = [];
    let turn = 0;
    for (let each = 0; each < 100; each += 1) afterArrivals(() => turns.push(turn));
    while (turns.length < 100) {
      await nextTurn();
      turn += 1;
    }
    expect(new Set(turns).size).toBe(4);
    expect(turns.filter((each) => each === 0).length).toBeLessThanOrEqual(32);
  });

  it("may put off more", async () => {
    const done: string[] = [];
    afterArrivals(() => {
      done.push("first");
      afterArrivals(() => done.push("second"));
    });
    await nextTurn();
    expect(done).toEqual(["first"]);
    await nextTurn();
    expect(done).toEqual(["first", "second"]);
  });
});
