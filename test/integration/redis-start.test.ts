import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { GatewayError } from "../../src/core/gateway-error.js";
import { type OpenedRedisStore, openRedisStore } from "../../src/stores/redis/open-redis-store.js";
import type { RedisStoreOptions } from "../../src/stores/redis/open-redis-store.js";
import type { Write } from "../../src/stores/record-store.js";
import { GatewayProcess } from "../support/gateway-process.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { eventually } from "../support/eventually.js";
import { RedisServer, startReplicated } from "../support/redis-servers.js";

const WAIT_MS = 300;
/** Where the replica is there: each write goes to a disk that others may be using. */
const PATIENT_MS = 10_000;
const HOUR_MS = 3_600_000;

let master: RedisServer;
let replica: RedisServer;
/** A server that has no replica and keeps what it confirms. */
let alone: RedisServer;
let serial = 0;
const undo: (() => Promise<unknown> | undefined)[] = [];

beforeAll(async () => {
  ({ master, replica } = await startReplicated());
  alone = await RedisServer.start();
}, 60_000);

afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

afterAll(async () => {
  for (const server of [master, replica, alone]) await server.remove();
});

/** Opens with no clock handed in, as the gateway does. */
async function open(
  server: RedisServer,
  changes: Partial<RedisStoreOptions> = {},
): Promise<OpenedRedisStore> {
  serial += 1;
  const opened = await openRedisStore({
    ...{ mode: "standalone", urls: [server.url], sentinelName: "mymaster", prefix: `start-${serial}` },
    ...{ waitReplicas: 1, waitMs: WAIT_MS, singleNode: false, allowVolatile: false },
    ...changes,
  });
  undo.push(() => opened.store.close());
  return opened;
}

async function refusal(server: RedisServer, changes: Partial<RedisStoreOptions> = {}): Promise<GatewayError> {
  return open(server, changes).then(
    () => {
      throw new Error("it was opened");
    },
    (failure: unknown) => failure as GatewayError,
  );
}

/** For one test. */
function set(server: RedisServer, name: string, value: string): void {
  const before = server.ask("CONFIG", "GET", name).split("\n")[1] ?? "";
  expect(server.ask("CONFIG", "SET", name, value)).toBe("OK");
  undo.push(() => {
    server.ask("CONFIG", "SET", name, before);
    return undefined;
  });
}

const write = (ifVersion: number): Write => ({ kind: "consent", value: Buffer.from("text"), ifVersion });
const KEY = { kind: "consent", id: "consent-1" } as const;

describe("a Redis that would lose what it has confirmed", () => {
  it.each([
    ["appendonly", "no", "appendonly is no; set it to yes"],
    ["appendfsync", "everysec", "appendfsync is everysec; set it to always"],
    ["no-appendfsync-on-rewrite", "yes", "no-appendfsync-on-rewrite is yes; set it to no"],
    ["maxmemory-policy", "allkeys-lru", "maxmemory-policy is allkeys-lru; set it to noeviction"],
    ["maxmemory-policy", "volatile-lru", "maxmemory-policy is volatile-lru; set it to noeviction"],
    ["min-replicas-to-write", "0", "min-replicas-to-write is 0; set it to 1 or more"],
    ["min-replicas-max-lag", "0", "min-replicas-max-lag is 0, which allows any; set it to 10"],
  ])("is refused for %s %s, with what to set", async (name, value, fault) => {
    set(master, name, value);
    const { code, message } = await refusal(master);
    expect(code).toBe("STORE_UNAVAILABLE");
    expect(message.split("\n")).toEqual([
      "STORE_UNAVAILABLE: Redis may lose what it has confirmed:",
      `  - ${fault}`,
      "Set SINGLE_NODE=on where there are no replicas on purpose, and ALLOW_VOLATILE_STORE=on to run all the same.",
    ]);
  });

  it("is refused without a replica, and for everything else at the same time", async () => {
    set(alone, "appendonly", "no");
    set(alone, "appendfsync", "no");
    set(alone, "maxmemory-policy", "allkeys-random");
    const { code, message } = await refusal(alone);
    expect(code).toBe("STORE_UNAVAILABLE");
    expect(message.split("\n").filter((line) => line.startsWith("  - "))).toEqual([
      "  - appendonly is no; set it to yes",
      "  - appendfsync is no; set it to always",
      "  - maxmemory-policy is allkeys-random; set it to noeviction",
      "  - min-replicas-to-write is 0; set it to 1 or more",
      "  - no replica is connected",
    ]);
  });

  it("is refused on a single node too, as far as it is about the node", async () => {
    set(alone, "appendfsync", "everysec");
    const { message } = await refusal(alone, { singleNode: true });
    expect(message).toContain("appendfsync is everysec");
    expect(message).not.toContain("replicas-to-write");
  });

  it("opens where that is allowed on purpose, and says what may be lost", async () => {
    set(alone, "appendonly", "no");
    const { store, faults } = await open(alone, { singleNode: true, allowVolatile: true });
    expect(faults).toEqual(["appendonly is no; set it to yes"]);
    expect(await store.commit(KEY.id, [write(0)])).toBe(true);
  });

  it("that does not let its settings be read is refused", async () => {
    alone.ask("ACL", "SETUSER", "blind", "on", ">canary-password", "~*", "+@all", "-config");
    undo.push(async () => alone.ask("ACL", "DELUSER", "blind"));
    const urls = [alone.url.replace("//", "//blind:canary-password@")];
    const { code, message } = await refusal(alone, { urls, singleNode: true });
    expect(code).toBe("STORE_UNAVAILABLE");
    expect(message).toContain("appendonly cannot be read (CONFIG GET is not allowed); it must be yes");
    expect(message).not.toContain("canary");
  });
});

describe("a Redis that keeps what it confirms", () => {
  it("opens with its replica", async () => {
    const { store, faults } = await open(master, { waitMs: PATIENT_MS });
    expect(faults).toEqual([]);
    expect(await store.commit(KEY.id, [write(0)])).toBe(true);
  });

  it("opens alone where that is said, and does not wait for a replica", async () => {
    const { store, faults } = await open(alone, { singleNode: true });
    expect(faults).toEqual([]);
    expect(await store.commit(KEY.id, [write(0)])).toBe(true);
  });

  it("whose replica is stopped confirms nothing, and does again when the replica goes on", async () => {
    const { store } = await open(master);
    expect(await store.commit(KEY.id, [write(0)])).toBe(true);
    replica.pause();
    undo.push(async () => {
      replica.resume();
    });
    const asked = [store.commit(KEY.id, [write(1)]), store.confirm(KEY, 1), store.check()];
    const unavailable = expect.objectContaining({ code: "STORE_UNAVAILABLE" });
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toEqual({ status: "rejected", reason: unavailable });
    }
    replica.resume();
    // It may have happened all the same.
    await eventually(async () => {
      const version = (await store.get(KEY))?.version ?? 0;
      return store.commit(KEY.id, [write(version)]).catch(() => false);
    });
    await expect(store.check()).resolves.toBeUndefined();
  });

  it("gives the time: a wrong clock of this machine changes nothing", async () => {
    const now = Date.now.bind(Date);
    const wrong = jest.spyOn(Date, "now").mockImplementation(() => now() + HOUR_MS);
    const { store, clock } = await open(alone, { singleNode: true });
    const [seconds = ""] = alone.ask("TIME").split("\n");
    expect(Math.abs(clock.now() - Number(seconds) * 1000)).toBeLessThan(5000);
    // Over in a quarter of an hour, which the wrong clock believes to be past.
    await store.commit(KEY.id, [{ ...write(0), expiresAt: clock.now() + HOUR_MS / 4 }]);
    expect(await store.get(KEY)).toMatchObject({ version: 1 });
    wrong.mockRestore();
  });
});

describe("fdx-gateway serve over Redis", () => {
  it("refuses one without replicas and says why, and takes it with --single-node", async () => {
    const world = await GatewayWorld.start({ withoutGateway: true });
    undo.push(() => world.close());
    const environment = { ...world.serveEnvironment(), STORE: "redis", REDIS_URL: alone.url };
    const refused = GatewayProcess.spawn("serve", environment);
    undo.push(() => refused.kill("SIGKILL"));
    expect(await refused.exited()).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr).toContain("Redis may lose what it has confirmed:\n");
    expect(refused.stderr).toContain("\n  - no replica is connected\n");
    expect(refused.stderr).toContain("SINGLE_NODE=on");
    expect(refused.stderr).not.toContain("    at ");

    const gateway = GatewayProcess.spawn("serve --single-node", environment);
    undo.push(() => gateway.kill("SIGKILL"));
    await gateway.printed("listening");
    await world.connect();
    const { data, errors } = await world.query("alex", "{ customer { name { first } } }");
    expect(errors).toBeUndefined();
    expect(data.customer.name.first).toBe("Alex");
    expect(alone.ask("KEYS", "fdxgw:r:*").split("\n")).not.toEqual([""]);
    expect(await gateway.kill("SIGTERM")).toBe(0);
  });

  it("warns of every setting that was allowed on purpose", async () => {
    set(alone, "appendfsync", "everysec");
    const world = await GatewayWorld.start({ withoutGateway: true });
    undo.push(() => world.close());
    const redis = { STORE: "redis", REDIS_URL: alone.url, ALLOW_VOLATILE_STORE: "on" };
    const gateway = GatewayProcess.spawn("serve --single-node", { ...world.serveEnvironment(), ...redis });
    undo.push(() => gateway.kill("SIGKILL"));
    await gateway.printed("listening");
    expect(gateway.stdout).toContain('"fault":"appendfsync is everysec; set it to always"');
    expect(gateway.stdout).toContain("the store may lose what it confirms");
  });
});
