import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CallBudgetRule } from "../../src/core/call-budget-rule.js";
import { systemClock } from "../../src/core/clock.js";
import { openRedisStore } from "../../src/stores/redis/open-redis-store.js";
import type { RecordStore } from "../../src/stores/record-store.js";
import { BudgetCaller } from "../support/budget-caller.js";
import { RedisServer } from "../support/redis-servers.js";
import { openTempStore, type TempStore } from "../support/temp-store.js";

const RULES: readonly CallBudgetRule[] = [
  { endpoints: "all", per: "account", calls: 30, windowSeconds: 86_400, reservedForUsers: 10 },
  { endpoints: "all", per: "consent", calls: 1000, windowSeconds: 60, reservedForUsers: 0 },
];
const PROCESSES = 4;
const CALLS_EACH = 25;

let lmdb: TempStore;
let redis: RedisServer;
const opened: RecordStore[] = [];

beforeAll(async () => {
  lmdb = await openTempStore(systemClock);
  redis = await RedisServer.start();
});

afterAll(async () => {
  for (const store of opened) await store.close();
  await redis.remove();
  await lmdb.remove();
});

async function openRedis(): Promise<RecordStore> {
  const { store } = await openRedisStore({
    ...{ mode: "standalone", urls: [redis.url], sentinelName: "", prefix: "ledger" },
    ...{ waitReplicas: 1, waitMs: 1000, singleNode: true, allowVolatile: false },
  });
  opened.push(store);
  return store;
}

describe.each([
  ["LMDB", async (): Promise<RecordStore> => lmdb.openAgain()],
  ["Redis", openRedis],
])("four processes over %s that count the calls of one account at once", (_name, open) => {
  it("make exactly as many as allowed", async () => {
    const stores = await Promise.all(Array.from({ length: PROCESSES }, open));
    const told = await Promise.all(
      stores.flatMap((store) => {
        const caller = new BudgetCaller(store, systemClock, RULES);
        return Array.from({ length: CALLS_EACH }, (_, app) => caller.outcome({ consentId: `c-${app}` }));
      }),
    );
    expect(told.filter((outcome) => outcome === "made")).toHaveLength(30);
    expect(new Set(told)).toEqual(new Set(["made", "PROVIDER_BUDGET_SPENT"]));
    // Those that were refused have given back what their consents had.
    const [store] = stores as [RecordStore];
    let counted = 0;
    for await (const id of store.ids("call-budget")) {
      const record = await store.get({ kind: "call-budget", id });
      const marks = JSON.parse(Buffer.from(record?.value ?? []).toString()) as [number, number, number][];
      counted += marks.reduce((sum, [, calls]) => sum + calls, 0);
    }
    expect(counted).toBe(60);
  });
});
