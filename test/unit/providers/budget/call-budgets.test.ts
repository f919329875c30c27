import { beforeEach, describe, expect, it } from "@jest/globals";
import type { CallBudgetRule } from "../../../../src/core/call-budget-rule.js";
import { Deadline } from "../../../../src/core/deadline.js";
import { BudgetCaller } from "../../../support/budget-caller.js";
import { BreakableStore } from "../../../support/breakable-store.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { MemoryStore } from "../../../support/memory-store.js";

const DAY_MS = 86_400_000;
const FOUR_A_DAY: CallBudgetRule = {
  ...{ endpoints: "all", per: "account", calls: 4, windowSeconds: 86_400, reservedForUsers: 2 },
};
const BATCH = { request: { actorType: "BATCH" } } as const;

let clock: FakeClock;
let memory: MemoryStore;
let store: BreakableStore;

beforeEach(() => {
  clock = new FakeClock();
  memory = MemoryStore.open(clock);
  store = new BreakableStore(memory);
});

const caller = (...rules: readonly Partial<CallBudgetRule>[]): BudgetCaller =>
  new BudgetCaller(
    store,
    clock,
    rules.map((rule) => ({ ...FOUR_A_DAY, ...rule })),
  );

async function outcomes(of: BudgetCaller, count: number, wanted = {}): Promise<readonly string[]> {
  const told: string[] = [];
  for (let index = 0; index < count; index += 1) told.push(await of.outcome(wanted));
  return told;
}

const SPENT = "PROVIDER_BUDGET_SPENT";

describe("a budget for each account", () => {
  it("is one for all consents that reach the account", async () => {
    const calls = caller({});
    for (const consentId of ["c-1", "c-2", "c-3", "c-4"]) {
      expect(await calls.outcome({ consentId })).toBe("made");
    }
    expect(await calls.outcome({ consentId: "c-5" })).toBe(SPENT);
    expect(await calls.outcome({ path: "accounts/b" })).toBe("made");
    expect(await calls.outcome({ provider: "liberty" })).toBe("made");
  });

  it("counts a call for each account that it names, and one that names none for none", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    expect(await outcomes(calls, 3, { path: "accounts" })).toEqual(["made", "made", "made"]);
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b" })).toBe("made");
    expect(await calls.outcome({ path: "accounts/a" })).toBe(SPENT);
    expect(await calls.outcome({ path: "accounts/b/statements" })).toBe(SPENT);
  });

  it("takes nothing of one account where another has none left", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    expect(await calls.outcome({ path: "accounts/b" })).toBe("made");
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b,c" })).toBe(SPENT);
    expect(await calls.outcome({ path: "accounts", accountIds: "a,c" })).toBe("made");
  });

  it("gives back what it took when another process takes the last call of the next account meanwhile", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    const other = new BudgetCaller(memory.openAgain(), clock, [
      { ...FOUR_A_DAY, calls: 1, reservedForUsers: 0 },
    ]);
    let commits = 0;
    store.beforeCommit = async () => {
      commits += 1;
      if (commits === 2) for (const path of ["accounts/a", "accounts/b"]) await other.outcome({ path });
    };
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b" })).toBe(SPENT);
    // It had one of the two, and the other process the other.
    const left = [await calls.outcome({ path: "accounts/a" }), await calls.outcome({ path: "accounts/b" })];
    expect(left.sort()).toEqual([SPENT, "made"]);
  });
});

describe("a budget for each consent", () => {
  it("counts what is asked under it, whatever the account", async () => {
    const calls = caller({ per: "consent" });
    for (const path of ["accounts", "accounts/a", "accounts/b/contact", "customers/current"]) {
      expect(await calls.outcome({ path })).toBe("made");
    }
    expect(await calls.outcome({ path: "accounts" })).toBe(SPENT);
    expect(await calls.outcome({ path: "accounts", consentId: "c-2" })).toBe("made");
  });

  it("counts the resources that it is for", async () => {
    const calls = caller({ per: "consent", calls: 1, endpoints: ["TRANSACTIONS", "STATEMENTS"] });
    expect(await calls.outcome({ path: "accounts/a/statements" })).toBe("made");
    expect(await calls.outcome({ path: "accounts/b/transactions" })).toBe(SPENT);
    expect(await outcomes(calls, 2, { path: "accounts/a" })).toEqual(["made", "made"]);
  });

  it("stands beside others: a call needs all of them, and is counted in none where one has none left", async () => {
    const calls = caller({ per: "consent", calls: 2, windowSeconds: 60 }, { per: "consent", calls: 3 });
    expect(await outcomes(calls, 3)).toEqual(["made", "made", SPENT]);
    clock.advance(60_000);
    expect(await outcomes(calls, 2)).toEqual(["made", SPENT]);
    clock.advance(60_000);
    expect(await calls.outcome()).toBe(SPENT);
  });
});

describe("a call that is refused", () => {
  it("is told how long it has to wait, and why", async () => {
    const calls = caller({});
    await outcomes(calls, 4);
    clock.advance(1500);
    await expect(calls.reserve()).rejects.toMatchObject({
      ...{ code: SPENT, facts: { retryAfter: 86_399 } },
      message: expect.stringContaining("maple: all 4 calls per account in 86400 s are used up") as unknown,
    });
    clock.advance(DAY_MS - 1500);
    expect(await calls.outcome()).toBe("made");
  });

  it("of a background job leaves their share to end users, and says so", async () => {
    const calls = caller({});
    expect(await outcomes(calls, 3, BATCH)).toEqual(["made", "made", SPENT]);
    await expect(calls.reserve(BATCH)).rejects.toThrow("all but the 2 for end users, of 4 calls");
    expect(await outcomes(calls, 3)).toEqual(["made", "made", SPENT]);
    expect(calls.budgets.refusals.counts()).toEqual([
      { provider: "maple", cause: "reserved", count: 2 },
      { provider: "maple", cause: "budget", count: 1 },
    ]);
  });

  it("is not told to wait where waiting does not help", async () => {
    const calls = caller({ calls: 2, reservedForUsers: 2 });
    await expect(calls.reserve(BATCH)).rejects.toMatchObject({ code: SPENT, facts: {} });
  });

  it("writes nothing", async () => {
    const calls = caller({});
    await outcomes(calls, 4);
    store.breaks = () => true;
    expect(await calls.outcome()).toBe(SPENT);
    // Of the other account there is a call left, which is not taken even for a moment.
    expect(await calls.outcome({ path: "accounts", accountIds: "b,a" })).toBe(SPENT);
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b" })).toBe(SPENT);
  });
});

describe("a call", () => {
  it("counts until a day after the last moment at which it can arrive", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    await calls.reserve({ request: { deadline: Deadline.after(20_000, clock) } });
    clock.advance(DAY_MS + 19_999);
    expect(await calls.outcome()).toBe(SPENT);
    clock.advance(1);
    expect(await calls.outcome()).toBe("made");
  });

  it("of a request that has ended is not counted", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    const request = { signal: AbortSignal.abort() };
    expect(await calls.outcome({ request })).toBe("PROVIDER_TIMEOUT");
    expect(await calls.outcome()).toBe("made");
    expect(calls.budgets.refusals.counts()).toEqual([]);
  });

  it("leaves neither account nor consent in the store", async () => {
    const accountId = "account-4711";
    const consentId = "consent-0815";
    await caller({}, { per: "consent" }).reserve({ path: `accounts/${accountId}`, consentId });
    const kept = [...memory.snapshot()].map(([id, rows]) => {
      return id + [...rows.values()].map(({ value }) => Buffer.from(value).toString()).join();
    });
    expect(kept).toHaveLength(2);
    for (const text of kept) expect(text).not.toMatch(/4711|0815|maple/);
  });

  it("is forgotten by the store when it no longer counts", async () => {
    await caller({}).reserve();
    const [id = ""] = memory.snapshot().keys();
    clock.advance(DAY_MS - 1);
    expect(await memory.get({ kind: "call-budget", id })).toBeDefined();
    clock.advance(1);
    expect(await memory.get({ kind: "call-budget", id })).toBeUndefined();
  });
});

describe("while the store cannot be read or written", () => {
  it("no call is made that would have to be counted", async () => {
    const calls = caller({});
    memory.fault = "down";
    expect(await calls.outcome()).toBe("STORE_UNAVAILABLE");
    expect(await calls.outcome({ path: "customers" })).toBe("made");
    expect(await caller().outcome()).toBe("made");
    expect(calls.budgets.refusals.counts()).toEqual([{ provider: "maple", cause: "store", count: 1 }]);
  });

  it("a call whose count may be lost is not made", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    memory.fault = "lossy";
    expect(await calls.outcome()).toBe("STORE_UNAVAILABLE");
    memory.fault = "none";
    expect(await calls.outcome()).toBe(SPENT);
  });

  it("nor is one whose record somebody else has written", async () => {
    const calls = caller({});
    await calls.reserve();
    const [id = ""] = memory.snapshot().keys();
    const value = Buffer.from("0");
    await memory.commit(id, [{ kind: "call-budget", value, ifVersion: 1 }]);
    expect(await calls.outcome()).toBe("RECORD_UNREADABLE");
  });

  it("what was taken of one budget is given back when the next cannot be written", async () => {
    const calls = caller({ calls: 1, reservedForUsers: 0 });
    let commits = 0;
    store.breaks = () => {
      commits += 1;
      return commits === 2;
    };
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b" })).toBe("STORE_UNAVAILABLE");
    expect(await calls.outcome({ path: "accounts", accountIds: "a,b" })).toBe("made");
  });
});

describe("many at once", () => {
  it("in four processes make exactly as many calls as allowed", async () => {
    const processes = Array.from({ length: 4 }, () => {
      return new BudgetCaller(memory.openAgain(), clock, [
        { ...FOUR_A_DAY, calls: 40, reservedForUsers: 10 },
      ]);
    });
    const told = await Promise.all(
      processes.flatMap((process) =>
        Array.from({ length: 30 }, (_, app) =>
          process.outcome({ consentId: `c-${app}`, ...(app < 20 && BATCH) }),
        ),
      ),
    );
    expect(told.filter((outcome) => outcome === "made")).toHaveLength(40);
    expect(new Set(told)).toEqual(new Set(["made", SPENT]));
  });

  it("that want the same last calls of several accounts: one gets them all", async () => {
    const processes = Array.from({ length: 4 }, () => {
      return new BudgetCaller(memory.openAgain(), clock, [{ ...FOUR_A_DAY, calls: 1, reservedForUsers: 0 }]);
    });
    const ids = ["a,b,c", "c,b,a", "b,a,c", "c,a,b"];
    const told = await Promise.all(
      processes.map((process, index) => process.outcome({ path: "accounts", accountIds: ids[index] ?? "" })),
    );
    expect(told.sort()).toEqual([SPENT, SPENT, SPENT, "made"]);
  });

  it("that want the same last calls in opposite orders: neither takes what the other needs", async () => {
    const told = await Promise.all(
      ["a,b", "b,a"].map((accountIds) => {
        const rule = { ...FOUR_A_DAY, calls: 1, reservedForUsers: 0 };
        return new BudgetCaller(memory.openAgain(), clock, [rule]).outcome({ path: "accounts", accountIds });
      }),
    );
    expect(told.sort()).toEqual([SPENT, "made"]);
  });
});
