import { afterAll, beforeAll } from "@jest/globals";
import { openRedisStore, type RedisStoreOptions } from "../../src/stores/redis/open-redis-store.js";
import type { RecordStore } from "../../src/stores/record-store.js";
import type { FakeClock } from "../support/fake-clock.js";
import { RedisServer, SentinelSetUp, startCluster, startReplicated } from "../support/redis-servers.js";
import { describeRecordStore, type StoreUnderTest } from "./record-store.js";

const closers: (() => Promise<void>)[] = [];
const options: Record<string, Partial<RedisStoreOptions>> = {};
let serial = 0;

beforeAll(async () => {
  const alone = await RedisServer.start();
  const { master, replica } = await startReplicated();
  const sentinels = await SentinelSetUp.start();
  const cluster = await startCluster();
  options["standalone"] = { urls: [alone.url], singleNode: true };
  options["replicated"] = { urls: [master.url] };
  options["sentinel"] = { mode: "sentinel", urls: sentinels.urls.split(",") };
  options["cluster"] = { mode: "cluster", urls: cluster.urls.split(","), singleNode: true };
  const servers = [alone, master, replica, ...cluster.servers];
  closers.push(async () => {
    for (const server of servers) await server.remove();
    await sentinels.remove();
  });
}, 60_000);

afterAll(async () => {
  for (const close of closers) await close();
});

async function openPlace(set: string, clock: FakeClock): Promise<StoreUnderTest> {
  serial += 1;
  const prefix = `test-${serial}`;
  const opened: RecordStore[] = [];
  const openAgain = async (): Promise<RecordStore> => {
    const { store } = await openRedisStore(
      {
        ...{ mode: "standalone", urls: [], sentinelName: "mymaster", prefix, waitReplicas: 1, waitMs: 1000 },
        ...{ singleNode: false, allowVolatile: false },
        ...options[set],
      },
      clock,
    );
    opened.push(store);
    return store;
  };
  const store = await openAgain();
  const remove = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  return { store, openAgain, remove };
}

describeRecordStore("RedisStore, one server alone", (clock) => openPlace("standalone", clock));
describeRecordStore("RedisStore, a master with a replica", (clock) => openPlace("replicated", clock));
describeRecordStore("RedisStore behind Sentinels", (clock) => openPlace("sentinel", clock));
describeRecordStore("RedisStore in a cluster", (clock) => openPlace("cluster", clock));
