import { beforeEach, describe, expect, it } from "@jest/globals";
import type { GatewayError } from "../../../../src/core/gateway-error.js";
import { nextLimit } from "../../../../src/providers/budget/learnt-limit.js";
import { BudgetCaller } from "../../../support/budget-caller.js";
import { BreakableStore } from "../../../support/breakable-store.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { MemoryStore } from "../../../support/memory-store.js";

let clock: FakeClock;
let memory: MemoryStore;
let store: BreakableStore;
let here: BudgetCaller;
let elsewhere: BudgetCaller;

beforeEach(() => {
  clock = new FakeClock();
  memory = MemoryStore.open(clock);
  store = new BreakableStore(memory);
  here = new BudgetCaller(store, clock);
  elsewhere = new BudgetCaller(memory.openAgain(), clock);
});

async function retryAfterOf(caller: BudgetCaller): Promise<number> {
  return caller.reserve().then(
    () => 0,
    (failure: unknown) => (failure as GatewayError).facts.retryAfter ?? Number.NaN,
  );
}

const LIMITED = "PROVIDER_RATE_LIMITED";

describe("a bank that was asked too often", () => {
  it("is asked again when it said, and not before", async () => {
    await here.answered(429, { "retry-after": "30" });
    clock.advance(1);
    await expect(here.reserve()).rejects.toMatchObject({ code: LIMITED, facts: { retryAfter: 30 } });
    clock.advance(29_998);
    expect(await here.outcome()).toBe(LIMITED);
    clock.advance(1);
    expect(await here.outcome()).toBe("made");
    expect(here.budgets.refusals.counts()).toEqual([{ provider: "maple", cause: "rate_limit", count: 2 }]);
  });

  it("rests a minute where it names no time, and twice as long each time it comes again, up to an hour", async () => {
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await here.answered(429);
      const retryAfter = await retryAfterOf(here);
      waits.push(retryAfter);
      clock.advance(retryAfter * 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    clock.advance(3_600_000);
    await here.answered(429);
    await expect(here.reserve()).rejects.toMatchObject({ facts: { retryAfter: 60 } });
  });

  it("is asked under other consents, and for other things", async () => {
    await here.answered(429);
    expect(await here.outcome({ path: "accounts/b/transactions" })).toBe(LIMITED);
    expect(await here.outcome({ path: "accounts/a" })).toBe("made");
    expect(await here.outcome({ consentId: "consent-2" })).toBe("made");
    expect(await here.outcome({ provider: "liberty" })).toBe("made");
  });

  it("may say so by FDX's code alone, and by no other failure", async () => {
    await here
      .reserve({ path: "customers" })
      .then((allowance) => allowance.heard({ status: 422, headers: {}, fdxCode: "1207" }));
    expect(await here.outcome({ path: "customers" })).toBe(LIMITED);
    await here.answered(503, { "retry-after": "30" });
    await here.answered(429, { "retry-after": "0" });
    expect(await here.outcome()).toBe("made");
  });
});

describe("another process", () => {
  it("knows within a second", async () => {
    expect(await elsewhere.outcome()).toBe("made");
    await here.answered(429);
    clock.advance(999);
    expect(await elsewhere.outcome()).toBe("made");
    clock.advance(1);
    expect(await elsewhere.outcome()).toBe(LIMITED);
  });

  it("that learns more adds to it", async () => {
    await here.answered(429);
    await elsewhere.answered(429, { "retry-after": "600" }, { path: "accounts" });
    clock.advance(1000);
    expect(await here.outcome({ path: "accounts" })).toBe(LIMITED);
    expect(await elsewhere.outcome()).toBe(LIMITED);
    clock.advance(120_000);
    expect(await here.outcome({ path: "accounts" })).toBe(LIMITED);
    expect(await here.outcome()).toBe("made");
  });
});

describe("the store", () => {
  it("is looked at once a second for a bank that limits nobody, however many consents it has", async () => {
    for (let consent = 0; consent < 50; consent += 1) await here.outcome({ consentId: `c-${consent}` });
    expect(store.reads).toBe(1);
    clock.advance(1000);
    await Promise.all(
      Array.from({ length: 50 }, (_, consent) => here.outcome({ consentId: `c-${consent}` })),
    );
    expect(store.reads).toBe(2);
  });

  it("is written once for calls that were under way together, which are no reason to wait longer", async () => {
    const allowances = await Promise.all(Array.from({ length: 20 }, () => here.reserve()));
    await here.answered(429);
    const [id = ""] = memory.snapshot().keys();
    const failure = { status: 429, headers: {} };
    await Promise.all(allowances.map((allowance) => allowance.heard(failure)));
    expect(memory.commits(id)).toBe(1);
    await expect(here.reserve()).rejects.toMatchObject({ facts: { retryAfter: 60 } });
  });

  it("may be away: this process knows all the same, and what cannot be looked up keeps no call back", async () => {
    memory.fault = "down";
    expect(await here.outcome()).toBe("made");
    await here.answered(429);
    clock.advance(5000);
    expect(await here.outcome()).toBe(LIMITED);
  });

  it("holds neither account nor consent", async () => {
    await here.answered(429, {}, { consentId: "consent-0815", path: "accounts/account-4711" });
    for (const [id, rows] of memory.snapshot()) {
      const text = id + [...rows.values()].map(({ value }) => Buffer.from(value).toString()).join();
      expect(text).not.toMatch(/4711|0815|maple/);
    }
  });
});

describe("what is learnt of an answer", () => {
  const before = { until: 100_000, seconds: 60 };

  it("of a call that left before the limit was known is a longer wait, and nothing else", () => {
    expect(nextLimit(before, { askedAt: 39_000, now: 41_000, retryAfter: undefined })).toBeUndefined();
    expect(nextLimit(before, { askedAt: 39_000, now: 41_000, retryAfter: 30 })).toBeUndefined();
    const longer = { until: 141_000, seconds: 60 };
    expect(nextLimit(before, { askedAt: 39_000, now: 41_000, retryAfter: 100 })).toEqual(longer);
  });

  it("is doubled from a minute at least, however short the bank's own times were", () => {
    const short = { until: 100_000, seconds: 5 };
    expect(nextLimit(short, { askedAt: 101_000, now: 102_000, retryAfter: undefined })).toEqual({
      ...{ until: 162_000, seconds: 60 },
    });
  });
});
