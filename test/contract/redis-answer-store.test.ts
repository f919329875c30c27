import { afterAll, beforeAll } from "@jest/globals";
import type { AnswerStore } from "../../src/stores/answer-store.js";
import { openRedisAnswerStore } from "../../src/stores/redis/open-redis-answer-store.js";
import type { RedisStoreOptions } from "../../src/stores/redis/open-redis-store.js";
import type { FakeClock } from "../support/fake-clock.js";
import { RedisServer, startCluster } from "../support/redis-servers.js";
import { type AnswerStoreUnderTest, describeAnswerStore } from "./answer-store.js";

const closers: (() => Promise<void>)[] = [];
const options: Record<string, Pick<RedisStoreOptions, "mode" | "urls">> = {};
let serial = 0;

beforeAll(async () => {
  const alone = await RedisServer.start();
  const cluster = await startCluster();
  options["standalone"] = { mode: "standalone", urls: [alone.url] };
  options["cluster"] = { mode: "cluster", urls: cluster.urls.split(",") };
  closers.push(async () => {
    for (const server of [alone, ...cluster.servers]) await server.remove();
  });
}, 60_000);

afterAll(async () => {
  for (const close of closers) await close();
});

async function openPlace(set: string, clock: FakeClock): Promise<AnswerStoreUnderTest> {
  serial += 1;
  const prefix = `test-${serial}`;
  const opened: AnswerStore[] = [];
  const { mode = "standalone", urls = [] } = options[set] ?? {};
  const openAgain = async (): Promise<AnswerStore> => {
    const store = await openRedisAnswerStore(
      {
        ...{ mode, urls, prefix, sentinelName: "mymaster", waitReplicas: 1, waitMs: 1000 },
        ...{ singleNode: false, allowVolatile: false },
      },
      clock,
    );
    opened.push(store);
    return store;
  };
  return {
    store: await openAgain(),
    openAgain,
    remove: async () => {
      for (const store of opened) await store.close();
    },
  };
}

describeAnswerStore("RedisAnswerStore, one server alone", (clock) => openPlace("standalone", clock));
describeAnswerStore("RedisAnswerStore in a cluster", (clock) => openPlace("cluster", clock));
