import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { RedisServer } from "../../support/redis-servers.js";
import type { Part } from "../part.js";
import { ResilienceWorld } from "../resilience-world.js";

const CONSENTS = 10;

/** Every token the bank has ever issued is looked for wherever the gateway writes. */
export const canary: Part = async () => {
  const redis = await RedisServer.start("--appendonly", "yes");
  try {
    const searches = [
      await search(redis, {}),
      await search(redis, { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on" }),
    ];
    const found = searches.flatMap((each) => each.found);
    const tokens = searches.reduce((sum, each) => sum + each.tokens, 0);
    const bytes = searches.reduce((sum, each) => sum + each.bytes, 0);
    const where = found.length === 0 ? "" : ` in ${[...new Set(found)].join(", ")}`;
    return [
      {
        what: "tokens in store files, Redis dump, spool, logs at debug, errors",
        asked: "0 found",
        measured: `${found.length} of ${tokens} tokens found${where}, in ${bytes.toLocaleString("en")} bytes`,
        passed: found.length === 0 && tokens > 0 && bytes > 0,
      },
    ];
  } finally {
    await redis.remove();
  }
};

interface Search {
  readonly tokens: number;
  readonly bytes: number;
  /** The places where a token was found, once for each. */
  readonly found: readonly string[];
}

async function search(redis: RedisServer, environment: Record<string, string>): Promise<Search> {
  const world = await ResilienceWorld.start({
    rotation: "strict",
    environment: { ...environment, LOG_LEVEL: "debug" },
  });
  try {
    const places = await live(world, redis);
    const canaries = await world.issuedTokens();
    const all = Buffer.concat([...places.values()]);
    // What is written in the clear must be found, or nothing is being looked at.
    if (!holds(all, "consentId")) throw new Error("the places are empty");
    const found = [...places].flatMap(([place, contents]) =>
      canaries.filter((token) => holds(contents, token)).map(() => place),
    );
    return { tokens: canaries.length, bytes: all.length, found };
  } finally {
    await world.close();
  }
}

/** Refreshes that go well and badly. @returns what was written meanwhile, by place. */
async function live(world: ResilienceWorld, redis: RedisServer): Promise<ReadonlyMap<string, Buffer>> {
  const references = (await world.give(CONSENTS, { expired: true })).map(({ reference }) => reference);
  const [worker, failing] = await Promise.all([world.worker(), world.worker()]);
  const answers = [await worker.read(references)];
  await world.control("PUT", "/token-endpoint", { answer: "error", status: 400, error: "invalid_client" });
  answers.push(await failing.renew(references.slice(0, 2), Date.now() + 60_000, 1));
  await world.control("PUT", "/token-endpoint", { answer: "lost" });
  answers.push(await failing.renew(references.slice(2, 4), Date.now() + 60_000, 1));
  await world.control("DELETE", "/token-endpoint");
  const spool = await spoolWhileTheStoreIsAway(world, redis, references.slice(4, 6));
  redis.ask("BGREWRITEAOF");
  await delay(500);
  const dump = redis.ask("SAVE");
  return new Map([
    ["store files", folderContents(join(world.folder, "data"))],
    ["Redis files", folderContents(redis.folder)],
    ["spool", spool],
    ["logs", Buffer.from(world.running.map(({ output }) => output).join(""))],
    ["errors", Buffer.from(JSON.stringify(answers) + dump)],
  ]);
}

async function spoolWhileTheStoreIsAway(
  world: ResilienceWorld,
  redis: RedisServer,
  references: Parameters<Awaited<ReturnType<ResilienceWorld["worker"]>>["renew"]>[0],
): Promise<Buffer> {
  const worker = await world.worker();
  const isRedis = world.environment["STORE"] === "redis";
  await world.control("PUT", "/token-endpoint", { answer: "late", delayMs: 500 });
  const renewing = worker.renew(references, Date.now() + 120_000, 2);
  await delay(300);
  if (isRedis) redis.pause();
  await delay(700);
  const spool = folderContents(join(world.folder, "data", "spool"));
  if (isRedis) redis.resume();
  await renewing;
  await world.control("DELETE", "/token-endpoint");
  if (isRedis && spool.length === 0) throw new Error("nothing was spooled");
  return spool;
}

function folderContents(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

/** As it is, and as base64 or hex, at every alignment. */
function holds(contents: Buffer, token: string): boolean {
  const bytes = Buffer.from(token);
  const aligned = [0, 1, 2].map((skip) => bytes.subarray(skip, bytes.length - ((bytes.length - skip) % 3)));
  const forms = [
    ...[token, bytes.toString("hex")],
    ...aligned.flatMap((each) => [each.toString("base64"), each.toString("base64url")]),
  ];
  return forms.some((form) => contents.includes(form));
}
