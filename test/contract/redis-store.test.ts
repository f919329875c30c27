import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openRedisStore, type RedisStoreOptions } from "../../src/stores/redis/open-redis-store.js";
import type { RecordStore } from "../../src/stores/record-store.js";
import { FakeClock } from "../support/fake-clock.js";
import { RedisServer, SentinelSetUp, startCluster, startReplicated } from "../support/redis-servers.js";
import { describeRecordStore, type StoreUnderTest } from "./record-store.js";

const closers: (() => Promise<void>)[] = [];
const options: Record<string, Partial<RedisStoreOptions>> = {};
let alone: RedisServer;
let serial = 0;

beforeAll(async () => {
  alone = await RedisServer.start();
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

async function openRedis(changes: Partial<RedisStoreOptions>, clock: FakeClock): Promise<RecordStore> {
  const { store } = await openRedisStore(
    {
      ...{
        mode: "standalone",
        urls: [],
        sentinelName: "mymaster",
        prefix: "test",
        waitReplicas: 1,
        waitMs: 1000,
      },
      ...{ singleNode: false, allowVolatile: false },
      ...changes,
    },
    clock,
  );
  return store;
}

async function openPlace(set: string, clock: FakeClock): Promise<StoreUnderTest> {
  serial += 1;
  const prefix = `test-${serial}`;
  const opened: RecordStore[] = [];
  const openAgain = async (): Promise<RecordStore> => {
    const store = await openRedis({ prefix, ...options[set] }, clock);
    opened.push(store);
    return store;
  };
  const store = await openAgain();
  const remove = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  return { store, openAgain, remove };
}

describe("a damaged record in Redis", () => {
  it("is named, counted among the ids, and harms no other", async () => {
    const place = await openPlace("standalone", new FakeClock());
    const { store } = place;
    await store.commit("whole", [{ kind: "consent", value: Buffer.from("whole"), ifVersion: 0 }]);
    await store.commit("damaged", [{ kind: "refresh", value: Buffer.from("whole"), ifVersion: 0 }]);
    alone.ask("HSET", `test-${serial}:r:{damaged}`, "consent", "garbage");
    const damaged = { kind: "consent", id: "damaged" } as const;
    const unreadable = { code: "RECORD_UNREADABLE", message: expect.stringContaining("damaged") as unknown };
    await expect(store.get(damaged)).rejects.toMatchObject(unreadable);
    const write = { kind: "consent", value: Buffer.from("new"), ifVersion: 0 } as const;
    await expect(store.commit("damaged", [write])).rejects.toMatchObject(unreadable);
    await expect(store.confirm(damaged, 1)).rejects.toMatchObject(unreadable);
    const beside = { kind: "refresh", value: Buffer.from("new"), ifVersion: 1 } as const;
    expect(await store.commit("damaged", [beside])).toBe(true);
    const ids: string[] = [];
    for await (const id of store.ids("consent")) ids.push(id);
    expect(ids.sort()).toEqual(["damaged", "whole"]);
    await expect(store.take(damaged)).rejects.toMatchObject(unreadable);
    expect(await store.get(damaged)).toBeUndefined();
    await place.remove();
  });
});

describe("a server of another machine", () => {
  it("that a Sentinel on this one names is not spoken to in the clear", async () => {
    const sentinel = await sentinelThatNames("10.9.9.9", "6379");
    const opening = openRedis({ mode: "sentinel", urls: [sentinel.url], singleNode: true }, new FakeClock());
    await expect(opening).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: "STORE_UNAVAILABLE: 10.9.9.9 is on another machine: use rediss://",
    });
    sentinel.server.close();
  });
});

/** Knows one answer, in Redis' own protocol. */
async function sentinelThatNames(host: string, port: string): Promise<{ server: Server; url: string }> {
  const answer = `*2\r\n$${host.length}\r\n${host}\r\n$${port.length}\r\n${port}\r\n`;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const [, command = ""] of String(chunk).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        socket.write(command === "SENTINEL" ? answer : "+OK\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describeRecordStore("RedisStore, one server alone", (clock) => openPlace("standalone", clock));
describeRecordStore("RedisStore, a master with a replica", (clock) => openPlace("replicated", clock));
describeRecordStore("RedisStore behind Sentinels", (clock) => openPlace("sentinel", clock));
describeRecordStore("RedisStore in a cluster", (clock) => openPlace("cluster", clock));
