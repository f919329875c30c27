import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CallBudgetRule } from "../../../../src/core/call-budget-rule.js";
import type { ActorType } from "../../../../src/core/request-wishes.js";
import { BudgetWindow } from "../../../../src/providers/budget/budget-window.js";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 1, 12);

const FOUR_A_DAY: CallBudgetRule = {
  ...{ endpoints: "all", per: "account", calls: 4, windowSeconds: 86_400, reservedForUsers: 2 },
};

const empty = (rule = FOUR_A_DAY): BudgetWindow => BudgetWindow.decode(rule, undefined, START);

/** As it is found in the store at a later time. */
const at = (window: BudgetWindow, now: number, rule = FOUR_A_DAY): BudgetWindow =>
  BudgetWindow.decode(rule, window.encode(), now);

function filled(actors: readonly ActorType[], rule = FOUR_A_DAY): BudgetWindow {
  return actors.reduce((window, actorType, index) => {
    return window.with({ actorType, arrivesBy: START + index * 1000 });
  }, empty(rule));
}

describe("a budget's window", () => {
  it("has calls for end users until all are made, and says when the oldest no longer counts", () => {
    expect(empty().shortage("USER", START)).toBeUndefined();
    expect(filled(["USER", "USER", "USER"]).shortage("USER", START + 3000)).toBeUndefined();
    const full = filled(["USER", "USER", "USER", "USER"]);
    expect(full.shortage("USER", START + 5000)).toEqual({ cause: "spent", waitMs: DAY_MS - 5000 });
    expect(at(full, START + DAY_MS - 1).shortage("USER", START + DAY_MS - 1)).toMatchObject({ waitMs: 1 });
    expect(at(full, START + DAY_MS).shortage("USER", START + DAY_MS)).toBeUndefined();
  });

  it("leaves its share to end users", () => {
    const batch = filled(["BATCH", "BATCH"]);
    expect(batch.shortage("BATCH", START + 2000)).toEqual({ cause: "reserved", waitMs: DAY_MS - 2000 });
    expect(batch.shortage("USER", START + 2000)).toBeUndefined();
    const spent = filled(["BATCH", "BATCH", "USER", "USER"]);
    expect(spent.shortage("BATCH", START + 4000)).toEqual({ cause: "spent", waitMs: DAY_MS - 4000 });
    expect(filled(["USER", "USER", "USER"]).shortage("BATCH", START + 3000)).toBeUndefined();
  });

  it("that is reserved as a whole has never a call for background jobs", () => {
    const rule = { ...FOUR_A_DAY, reservedForUsers: 4 };
    expect(empty(rule).shortage("BATCH", START)).toEqual({ cause: "reserved", waitMs: Infinity });
    expect(empty(rule).shortage("USER", START)).toBeUndefined();
  });

  it("takes a call back", () => {
    const call = { actorType: "BATCH", arrivesBy: START } as const;
    const window = filled(["USER"]).with(call).with(call).without(call);
    expect(JSON.parse(window.encode().toString())).toEqual([[START, 2, 1]]);
    expect(empty().with(call).without(call).encode().toString()).toBe("[]");
    expect(empty().without(call).encode().toString()).toBe("[]");
  });

  it("of fewer calls than were made under an older configuration waits for all that are too many", () => {
    const window = at(filled(["USER", "USER", "USER", "USER"]), START + 4000, { ...FOUR_A_DAY, calls: 2 });
    expect(window.shortage("USER", START + 4000)).toEqual({ cause: "spent", waitMs: DAY_MS - 2000 });
  });

  it.each(["{}", "[[1]]", '[[1,"2",0]]', "[[1,-1,0]]", "no JSON"])("that reads %s is unreadable", (text) => {
    expect(() => BudgetWindow.decode(FOUR_A_DAY, Buffer.from(text), START)).toThrow("RECORD_UNREADABLE");
  });

  it("of a large budget stays a small record", () => {
    const rule = { ...FOUR_A_DAY, calls: 100_000 };
    let window = empty(rule);
    for (let index = 0; index < 500; index += 1) {
      const now = START + index * 172_800;
      window = at(window, now, rule).with({ actorType: "USER", arrivesBy: now });
    }
    expect(window.encode().length).toBeLessThan(8000);
  });
});

/** One call that is wanted: how long after the one before, and how long it then takes to arrive. */
interface Wanted {
  readonly actorType: ActorType;
  readonly afterMs: number;
  readonly onTheWayMs: number;
}

const LONGEST_WAY_MS = 5000;

const wanted = fc.record({
  actorType: fc.constantFrom<ActorType>("USER", "BATCH"),
  afterMs: fc.integer({ min: 0, max: 30_000 }),
  onTheWayMs: fc.integer({ min: 0, max: LONGEST_WAY_MS }),
});

const rules = fc
  .record({ calls: fc.integer({ min: 1, max: 12 }), windowSeconds: fc.integer({ min: 60, max: 600 }) })
  .chain(({ calls, windowSeconds }) =>
    fc.integer({ min: 0, max: calls }).map((reservedForUsers): CallBudgetRule => {
      return { endpoints: "all", per: "consent", calls, windowSeconds, reservedForUsers };
    }),
  );

/** Makes the calls that are allowed, and looks with a provider's eyes at what arrived in every stretch of the window's length. */
function expectKept(rule: CallBudgetRule, calls: readonly Wanted[]): number {
  const arrived: { readonly at: number; readonly actorType: ActorType }[] = [];
  let window = empty(rule);
  let now = START;
  for (const { actorType, afterMs, onTheWayMs } of calls) {
    now += afterMs;
    window = at(window, now, rule);
    const shortage = window.shortage(actorType, now);
    if (shortage === undefined) {
      window = window.with({ actorType, arrivesBy: now + LONGEST_WAY_MS });
      arrived.push({ at: now + onTheWayMs, actorType });
    } else if (Number.isFinite(shortage.waitMs)) {
      const then = now + shortage.waitMs;
      expect(at(window, then, rule).shortage(actorType, then)).toBeUndefined();
      expect(at(window, then - 1, rule).shortage(actorType, then - 1)).toBeDefined();
    }
  }
  for (const { at: from } of arrived) {
    const within = arrived.filter((each) => each.at >= from && each.at < from + rule.windowSeconds * 1000);
    const batch = within.filter(({ actorType }) => actorType === "BATCH");
    if (within.length > rule.calls || batch.length > rule.calls - rule.reservedForUsers) {
      throw new Error(`${within.length} calls, ${batch.length} of them in the background, from ${from} on`);
    }
  }
  return arrived.length;
}

describe("in any stretch of a window's length, wherever it begins", () => {
  it("no more calls arrive than allowed, and as many as it says", () => {
    fc.assert(
      fc.property(rules, fc.array(wanted, { maxLength: 60, size: "max" }), (rule, calls) => {
        expectKept(rule, calls);
      }),
      { numRuns: 50 },
    );
  });

  it("nor of a large budget, whose calls are counted in pieces", () => {
    const rule = { ...FOUR_A_DAY, calls: 300, windowSeconds: 60, reservedForUsers: 0 };
    const calls = Array.from({ length: 900 }, (_, index): Wanted => {
      return { actorType: "USER", afterMs: 100, onTheWayMs: index % 2 === 0 ? 0 : LONGEST_WAY_MS };
    });
    // Ninety seconds: the first window's calls, and those of the next that fit.
    expect(expectKept(rule, calls)).toBeGreaterThanOrEqual(500);
  });

  it("nor where a large budget is used up between two pieces, and what comes next is quicker on its way", () => {
    const rule = { ...FOUR_A_DAY, calls: 300, windowSeconds: 60, reservedForUsers: 0 };
    const many = (afterMs: number, onTheWayMs: number): Wanted[] =>
      Array.from({ length: 300 }, (_, index) => {
        return { actorType: "USER", afterMs: index === 0 ? afterMs : 0, onTheWayMs };
      });
    for (let offset = 0; offset < 250; offset += 10) {
      const calls = [...many(offset, LONGEST_WAY_MS), ...many(60_000 + LONGEST_WAY_MS - 100, 0)];
      expect(expectKept(rule, [...calls, ...many(50, 0), ...many(400, 0)])).toBe(600);
    }
  });
});
