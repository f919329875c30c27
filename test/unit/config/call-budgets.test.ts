import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { callBudgets } from "../../../src/config/call-budget-schema.js";

const BUDGET = { per: "account", calls: 4, windowSeconds: 86_400 };

const faults = (...budgets: readonly object[]): readonly string[] =>
  callBudgets.safeParse(budgets).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ??
  [];

describe("call budgets", () => {
  it("are of all endpoints, and half of each is for end users, where nothing else is said", () => {
    const odd = { ...BUDGET, per: "consent", calls: 5 };
    expect(callBudgets.parse([BUDGET, odd])).toEqual([
      { ...BUDGET, endpoints: "all", reservedForUsers: 2 },
      { ...odd, endpoints: "all", reservedForUsers: 3 },
    ]);
  });

  it("may be of some resources, and reserved as a whole or not at all", () => {
    const budget = { ...BUDGET, endpoints: ["TRANSACTIONS"], reservedForUsers: 4 };
    const other = { ...BUDGET, endpoints: ["STATEMENTS"], reservedForUsers: 0 };
    expect(callBudgets.parse([budget, other])).toEqual([budget, other]);
  });

  it.each([
    [{ calls: 0 }, "calls"],
    [{ calls: 1.5 }, "calls"],
    [{ windowSeconds: 59 }, "windowSeconds"],
    [{ windowSeconds: 32 * 86_400 }, "windowSeconds"],
    [{ per: "app" }, "per"],
    [{ endpoints: [] }, "endpoints"],
    [{ endpoints: ["TAX_FORMS"] }, "endpoints"],
    [{ reservedForUsers: 5 }, "reservedForUsers: is more than calls"],
    [{ endpoints: ["TRANSACTIONS", "CUSTOMER"] }, "endpoints: CUSTOMER: no account is named there"],
    [{ window: "day" }, "window"],
  ])("refuse %j", (change, fault) => {
    expect(faults({ ...BUDGET, ...change })).toEqual([expect.stringContaining(fault)]);
  });

  it("refuse two for the same calls in the same window, which would be one", () => {
    const one = { ...BUDGET, endpoints: ["TRANSACTIONS", "STATEMENTS"] };
    const same = { ...BUDGET, endpoints: ["STATEMENTS", "TRANSACTIONS"], calls: 9 };
    expect(faults(one, same)).toEqual([expect.stringContaining("same calls in the same window")]);
    expect(faults(one, { ...same, windowSeconds: 60 })).toEqual([]);
    expect(faults(one, { ...same, per: "consent" })).toEqual([]);
    expect(faults()).toHaveLength(1);
  });
});

it("every example of docs/call-budgets.md is one", () => {
  const text = readFileSync("docs/call-budgets.md", "utf8");
  const examples = [...text.matchAll(/```json\n(.*?)```/gs)].map(
    ([, json = ""]) => JSON.parse(json) as unknown,
  );
  expect(examples.length).toBeGreaterThanOrEqual(3);
  for (const example of examples) {
    expect(callBudgets.safeParse((example as { callBudgets?: unknown }).callBudgets).error).toBeUndefined();
  }
});
