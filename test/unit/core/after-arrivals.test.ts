import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { afterAnswers, afterArrivals } from "../../../src/core/after-arrivals.js";

const WORKS = 40;

function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

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
    for (let each = 0; each < WORKS; each += 1)
      afterArrivals(() => {
        busyFor(1);
        turns.push(turn);
      });
    while (turns.length < WORKS) {
      await nextTurn();
      turn += 1;
    }
    const most = Math.max(...turns.map((each) => turns.filter((other) => other === each).length));
    expect(most).toBe(8);
    expect(turns).toEqual([...turns].sort((one, other) => one - other));
  });

  it("counts what its works lead to", async () => {
    const turns: number[] = [];
    let turn = 0;
    for (let each = 0; each < WORKS; each += 1)
      afterArrivals(() => {
        turns.push(turn);
        void Promise.resolve().then(() => {
          busyFor(1);
        });
      });
    while (turns.length < WORKS) {
      await nextTurn();
      turn += 1;
    }
    expect(turns.filter((each) => each === 0)).toHaveLength(8);
  });

  it("does no more at once until what came of it is done", async () => {
    const done: string[] = [];
    for (let each = 0; each < 9; each += 1)
      afterArrivals(() => {
        done.push("work");
        void Promise.resolve()
          .then(() => undefined)
          .then(() => done.push("what came of it"));
      });
    while (done.length < 18) await nextTurn();
    expect(done.slice(0, 9)).toEqual([...Array<string>(8).fill("work"), "what came of it"]);
    expect(done.indexOf("work", 8)).toBe(16);
  });

  it("begins operations when no answer waits", async () => {
    const done: string[] = [];
    for (let each = 0; each < 2; each += 1) {
      afterAnswers(() => done.push("operation"));
      afterArrivals(() => done.push("answer"));
    }
    await nextTurn();
    expect(done).toEqual(["answer", "answer", "operation", "operation"]);
  });

  it("goes on with what arrives before it begins more operations", async () => {
    const done: string[] = [];
    afterAnswers(() => {
      done.push("operation");
      afterArrivals(() => done.push("answer"));
    });
    for (let each = 1; each < 9; each += 1) afterAnswers(() => done.push("operation"));
    afterAnswers(() => done.push("last operation"));
    while (done.length < 11) await nextTurn();
    expect(done.indexOf("answer")).toBe(8);
    expect(done.slice(9)).toEqual(["operation", "last operation"]);
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
