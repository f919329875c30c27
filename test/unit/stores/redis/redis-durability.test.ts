import { describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { RedisCommand, RedisReply } from "../../../../src/stores/redis/redis-connection.js";
import { durabilityFaults } from "../../../../src/stores/redis/redis-durability.js";
import { redisFailure } from "../../../../src/stores/redis/redis-failure.js";
import type { RedisMaster } from "../../../../src/stores/redis/redis-master.js";

const DURABLE = {
  ...{ appendonly: "yes", appendfsync: "always", "no-appendfsync-on-rewrite": "no" },
  ...{ "maxmemory-policy": "noeviction", "min-replicas-to-write": "1", "min-replicas-max-lag": "10" },
};
type Settings = Readonly<Record<string, string>>;
/** How a server answers CONFIG GET. */
type Answer = (name: string, value: string) => RedisReply;

/** RESP2: a list of name and value, as bytes. */
const asList: Answer = (name, value) => [Buffer.from(name), Buffer.from(value)];
/** RESP3. */
const asMap: Answer = (name, value) => ({ [name]: Buffer.from(value) });

interface Server {
  readonly settings?: Settings;
  readonly replicas?: number;
  readonly answer?: Answer;
}

/** As much of a master as is asked here. */
function serverOf({ settings = {}, replicas = 1, answer = asList }: Server = {}) {
  const commands: string[] = [];
  const all: Settings = { ...DURABLE, ...settings };
  const read = async (command: RedisCommand): Promise<RedisReply> => {
    commands.push(command.join(" "));
    const [verb, , name = ""] = command.map(String);
    const info = `# Replication\r\nrole:master\r\nconnected_slaves:${replicas}\r\nmaster_repl_offset:7\r\n`;
    return verb === "INFO" ? Buffer.from(info) : answer(name, all[name] ?? "");
  };
  return { master: { read } as unknown as RedisMaster, commands };
}

const faultsOf = (server: Server, singleNode = false): Promise<readonly string[]> =>
  durabilityFaults(serverOf(server).master, singleNode);

/** A reply that the connection would turn into a failure. */
function refusing(said: string): Answer {
  return () => {
    throw redisFailure("CONFIG", new Error(said));
  };
}

const SHAPES: readonly (readonly [string, Answer])[] = [
  ["RESP2 lists", asList],
  ["RESP3 maps", asMap],
];

describe.each(SHAPES)("a server that answers with %s", (_shape, answer) => {
  it("has no fault when it keeps what it confirms", async () => {
    expect(await faultsOf({ answer })).toEqual([]);
  });

  it.each([
    ["appendonly", "no", "appendonly is no; set it to yes"],
    ["appendfsync", "everysec", "appendfsync is everysec; set it to always"],
    ["appendfsync", "no", "appendfsync is no; set it to always"],
    ["no-appendfsync-on-rewrite", "yes", "no-appendfsync-on-rewrite is yes; set it to no"],
    ["maxmemory-policy", "allkeys-lru", "maxmemory-policy is allkeys-lru; set it to noeviction"],
    ["maxmemory-policy", "volatile-ttl", "maxmemory-policy is volatile-ttl; set it to noeviction"],
    ["min-replicas-to-write", "0", "min-replicas-to-write is 0; set it to 1 or more"],
    ["min-replicas-max-lag", "0", "min-replicas-max-lag is 0, which allows any; set it to 10"],
  ])("with %s %s says what to set", async (name, value, fault) => {
    expect(await faultsOf({ answer, settings: { [name]: value } })).toEqual([fault]);
  });
});

describe("durabilityFaults", () => {
  it("names every bad setting at once", async () => {
    const settings = {
      ...{ appendonly: "no", appendfsync: "everysec", "no-appendfsync-on-rewrite": "yes" },
      ...{ "maxmemory-policy": "allkeys-random", "min-replicas-to-write": "0", "min-replicas-max-lag": "0" },
    };
    expect(await faultsOf({ settings, replicas: 0 })).toEqual([
      "appendonly is no; set it to yes",
      "appendfsync is everysec; set it to always",
      "no-appendfsync-on-rewrite is yes; set it to no",
      "maxmemory-policy is allkeys-random; set it to noeviction",
      "min-replicas-to-write is 0; set it to 1 or more",
      "min-replicas-max-lag is 0, which allows any; set it to 10",
      "no replica is connected",
    ]);
  });

  it("wants a replica that is there, not only one that is demanded", async () => {
    expect(await faultsOf({ replicas: 0 })).toEqual(["no replica is connected"]);
    expect(await faultsOf({ replicas: 12 })).toEqual([]);
  });

  it("takes a higher number of demanded replicas", async () => {
    expect(await faultsOf({ settings: { "min-replicas-to-write": "2" } })).toEqual([]);
  });

  it("of a single node asks nothing about replicas, and everything else", async () => {
    const { master, commands } = serverOf({ settings: { "min-replicas-to-write": "0" }, replicas: 0 });
    expect(await durabilityFaults(master, true)).toEqual([]);
    expect(commands).toEqual([
      "CONFIG GET appendonly",
      "CONFIG GET appendfsync",
      "CONFIG GET no-appendfsync-on-rewrite",
      "CONFIG GET maxmemory-policy",
    ]);
    const settings = { appendonly: "no", "min-replicas-to-write": "0" };
    expect(await faultsOf({ settings, replicas: 0 }, true)).toEqual(["appendonly is no; set it to yes"]);
  });

  it.each([
    "NOPERM User default has no permissions to run the 'config|get' command",
    "ERR unknown command 'CONFIG', with args beginning with: 'GET'",
  ])("does not take a setting for good that it is not told: %s", async (said) => {
    expect(await faultsOf({ answer: refusing(said) })).toEqual([
      "appendonly cannot be read (CONFIG GET is not allowed); it must be yes",
      "appendfsync cannot be read (CONFIG GET is not allowed); it must be always",
      "no-appendfsync-on-rewrite cannot be read (CONFIG GET is not allowed); it must be no",
      "maxmemory-policy cannot be read (CONFIG GET is not allowed); it must be noeviction",
      "min-replicas-to-write is unknown; set it to 1 or more",
    ]);
  });

  it.each<readonly [string, Answer]>([
    ["an empty list", () => []],
    ["an empty map", () => ({})],
    ["nothing", () => null],
    ["a number", () => 1],
    ["a value that is no text", (name) => [name, 1]],
  ])("does not take %s for a setting", async (_what, answer) => {
    expect(await faultsOf({ answer })).toHaveLength(5);
  });

  it.each([
    ["its connection is gone", new Error("Socket closed unexpectedly")],
    ["it says nothing", new GatewayError("STORE_UNAVAILABLE", "Redis does not answer")],
    ["it is loading", new Error("LOADING Redis is loading the dataset in memory")],
    ["it wants a password", new Error("NOAUTH Authentication required.")],
  ])("rejects when %s: that is no setting", async (_what, cause) => {
    const answer = (): never => {
      throw redisFailure("CONFIG", cause);
    };
    const asked = faultsOf({ answer });
    await expect(asked).rejects.toMatchObject({ name: "GatewayError", code: "STORE_UNAVAILABLE" });
  });
});
