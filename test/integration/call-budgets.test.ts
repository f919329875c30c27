import { afterEach, describe, expect, it } from "@jest/globals";
import type { CallBudgetRule } from "../../src/core/call-budget-rule.js";
import { BudgetWorld } from "../support/budget-world.js";

const PROCESSES = 4;
const APPS = 10;
const FOUR_A_DAY: CallBudgetRule = {
  ...{ endpoints: "all", per: "account", calls: 4, windowSeconds: 86_400, reservedForUsers: 2 },
};

let world: BudgetWorld | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

describe("four gateways over one store, ten apps and one account of four calls a day", () => {
  it("the bank never sees a fifth, and background jobs have two of them", async () => {
    world = await BudgetWorld.start({
      ...{ apps: APPS, gateways: PROCESSES, callBudgets: [FOUR_A_DAY] },
    });
    const jobs = await world.askAll({ rounds: 1, actorType: "BATCH" });
    expect(await world.callsForAccount()).toBe(2);
    expect(jobs.filter((outcome) => outcome === "data")).toHaveLength(2);
    const people = await world.askAll({ rounds: 2, actorType: "USER" });
    expect(await world.callsForAccount()).toBe(4);
    expect(people.filter((outcome) => outcome === "data")).toHaveLength(2);
    expect(new Set([...jobs, ...people])).toEqual(new Set(["data", "PROVIDER_BUDGET_SPENT"]));
  }, 60_000);
});

describe("an app whose call is refused", () => {
  it("is told why and for how long, beside what needs no call", async () => {
    world = await BudgetWorld.start({
      ...{ apps: 1, gateways: 1, callBudgets: [{ ...FOUR_A_DAY, calls: 1, reservedForUsers: 0 }] },
    });
    await world.askAll({ rounds: 1, actorType: "USER" });
    const answer = await world.ask(0, 0, "USER");
    expect(answer.data).toEqual({ accountTransactions: null });
    expect(answer.errors).toMatchObject([
      {
        message: "The calls that the data provider allows are used up for now.",
        extensions: {
          ...{ code: "PROVIDER_BUDGET_SPENT", retryable: true, retryAfter: expect.any(Number) },
          userMessage: "Your bank may not be asked again so soon. Please try again later.",
        },
      },
    ]);
    const { retryAfter } = answer.errors?.[0]?.extensions ?? {};
    expect(retryAfter).toBeGreaterThan(86_000);
    expect(retryAfter).toBeLessThanOrEqual(86_420);
    expect(answer.extensions?.nulls).toEqual([
      { path: ["accountTransactions"], reason: "BUDGET", code: "PROVIDER_BUDGET_SPENT" },
    ]);
    expect(answer.extensions?.upstream?.made).toBe(0);
  });
});

describe("a bank that answers 429", () => {
  it("is not asked for the same again, by any gateway, until the time it named", async () => {
    world = await BudgetWorld.start({ apps: 1, gateways: 2 });
    await world.setAvailability(429);
    expect((await world.ask(0, 0, "USER")).errors?.[0]?.extensions.code).toBe("PROVIDER_RATE_LIMITED");
    await world.setAvailability(null);
    await world.untilKnownEverywhere();
    const before = await world.callsForAccount();
    for (const gateway of [0, 1]) {
      const { errors } = await world.ask(gateway, 0, "USER");
      expect(errors).toMatchObject([
        { extensions: { code: "PROVIDER_RATE_LIMITED", retryAfter: expect.any(Number) } },
      ]);
    }
    expect(await world.callsForAccount()).toBe(before);
  });
});
