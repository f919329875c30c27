import { setImmediate as nextTurn, setTimeout as after } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { OperationTurns } from "../../../src/http/operation-turns.js";
import { eventually } from "../../support/eventually.js";

/** One of these fills the process. */
const LARGE = 44;
const SMALL = 4;
const TURNS_OF_AN_OPERATION = 10;
/** However slow the machine is. */
const NEVER_STUCK_MS = 60_000;

let underWay = 0;
let most = 0;

/** Never leaves the loop idle. */
async function busyOperation(): Promise<void> {
  underWay += 1;
  most = Math.max(most, underWay);
  for (let turn = 0; turn < TURNS_OF_AN_OPERATION; turn += 1) await nextTurn();
  underWay -= 1;
}

async function mostAtOnce(load: number): Promise<number> {
  const turns = new OperationTurns(NEVER_STUCK_MS);
  underWay = most = 0;
  await Promise.all(Array.from({ length: 20 }, () => turns.take(load, busyOperation)));
  return most;
}

interface Hanging {
  hasBegun: boolean;
  giveWay: () => void;
  readonly end: () => void;
  readonly ended: Promise<void>;
}

/** An operation that does nothing until it is ended. */
function hanging(turns: OperationTurns): Hanging {
  let end = (): void => undefined;
  const operation = (giveWay: () => void): Promise<void> => {
    self.hasBegun = true;
    self.giveWay = giveWay;
    return new Promise<void>((resolve) => (end = resolve));
  };
  const self: Hanging = {
    hasBegun: false,
    giveWay: () => undefined,
    end: () => {
      end();
    },
    ended: turns.take(LARGE, operation),
  };
  return self;
}

/** Keeps the loop busy. @returns what ends that. */
function keepBusy(): () => void {
  let isOver = false;
  const spin = (): void => {
    if (!isOver) setImmediate(spin);
  };
  spin();
  return () => {
    isOver = true;
  };
}

/** That one waits until the other has ended. Ends both, and what keeps the loop busy. */
async function expectToWaitFor(other: Hanging, waiting: Hanging, rest: () => void): Promise<void> {
  for (let turn = 0; turn < TURNS_OF_AN_OPERATION; turn += 1) await nextTurn();
  expect(waiting.hasBegun).toBe(false);
  rest();
  other.end();
  await eventually(() => waiting.hasBegun);
  waiting.end();
  await Promise.all([other.ended, waiting.ended]);
}

describe("OperationTurns", () => {
  it("has one large operation under way at a time", async () => {
    expect(await mostAtOnce(LARGE)).toBe(1);
  });

  it("has several small ones", async () => {
    expect(await mostAtOnce(SMALL)).toBe(8);
  });

  it("begins them in their order", async () => {
    const turns = new OperationTurns();
    const begun: number[] = [];
    const taken = [1, 2, 3].map((each) =>
      turns.take(LARGE, async () => {
        begun.push(each);
        await nextTurn();
      }),
    );
    await Promise.all(taken);
    expect(begun).toEqual([1, 2, 3]);
  });

  it("begins the next as soon as one gives way, and counts that once", async () => {
    const turns = new OperationTurns(NEVER_STUCK_MS);
    const rest = keepBusy();
    const first = hanging(turns);
    const second = hanging(turns);
    const third = hanging(turns);
    await eventually(() => first.hasBegun);
    expect(second.hasBegun).toBe(false);
    first.giveWay();
    await eventually(() => second.hasBegun);
    first.end();
    await first.ended;
    await expectToWaitFor(second, third, rest);
  });

  it("goes on after one that failed", async () => {
    const turns = new OperationTurns();
    const failed = turns.take(LARGE, () => Promise.reject(new Error("broken")));
    const next = turns.take(LARGE, () => Promise.resolve());
    await expect(failed).rejects.toThrow("broken");
    await next;
  });

  it("does not wait for those that wait for a bank", async () => {
    const turns = new OperationTurns();
    const first = hanging(turns);
    await turns.take(LARGE, () => Promise.resolve());
    first.end();
    await first.ended;
  });

  it("nor where the loop is busy with something else", async () => {
    const turns = new OperationTurns();
    const rest = keepBusy();
    const first = hanging(turns);
    await turns.take(LARGE, () => Promise.resolve());
    rest();
    first.end();
    await first.ended;
  });

  it("does not take the end of one that counts no more for the end of another", async () => {
    const turns = new OperationTurns(NEVER_STUCK_MS);
    const first = hanging(turns);
    const second = hanging(turns);
    await eventually(() => second.hasBegun);
    const rest = keepBusy();
    first.end();
    await first.ended;
    await expectToWaitFor(second, hanging(turns), rest);
  });

  it("tells for how long somebody waited, or waits", async () => {
    const turns = new OperationTurns(NEVER_STUCK_MS);
    const rest = keepBusy();
    const first = hanging(turns);
    const second = hanging(turns);
    await after(10);
    expect(turns.longestWaitMs()).toBeGreaterThanOrEqual(9);
    first.end();
    await first.ended;
    expect(turns.longestWaitMs()).toBeGreaterThanOrEqual(9);
    expect(turns.longestWaitMs()).toBe(0);
    rest();
    await eventually(() => second.hasBegun);
    second.end();
    await second.ended;
  });
});
