import { randomBytes } from "node:crypto";
import type { Banks } from "../../../src/app/banks.js";
import { spoolFolderOf } from "../../../src/app/courier.js";
import { type Foundations, openFoundations } from "../../../src/app/foundations.js";
import { createTokenManagement, createVault, openTokenCalls } from "../../../src/app/token-parts.js";
import { readConfig } from "../../../src/config/read-config.js";
import { Closers } from "../../../src/core/closers.js";
import { Secret } from "../../../src/core/secret.js";
import type { AuthorizationServer } from "../../../src/oauth/authorization-server.js";
import { createLogger } from "../../../src/telemetry/logger.js";
import type { TokenManager } from "../../../src/tokens/token-manager.js";
import { RedisServer } from "../../support/redis-servers.js";
import type { Measurement, Part, Size } from "../part.js";
import { type Given, ResilienceWorld } from "../resilience-world.js";

const CONSENTS = 256;
const AT_ONCE = 64;
const RECORD_BYTES = 600;
const MIN_SHARE = 0.4;
const SECONDS = { small: 1, whole: 4 } as const;

/** How many refreshes a second become durable, beside how often the bare store can say that one write is. */
export const durableRate: Part = async (size) => {
  const redis = await RedisServer.start();
  try {
    return [
      await measure("embedded store", {}, size),
      await measure("Redis", { STORE: "redis", REDIS_URL: redis.url, SINGLE_NODE: "on" }, size),
    ];
  } finally {
    await redis.remove();
  }
};

async function measure(name: string, environment: Record<string, string>, size: Size): Promise<Measurement> {
  const world = await ResilienceWorld.start({ rotation: "strict", tokenTimeoutMs: 10_000, environment });
  const given = await world.give(CONSENTS);
  const closers = new Closers();
  const config = readConfig(world.environment);
  const ground = await openFoundations(
    config,
    { logger: createLogger("silent"), audit: () => undefined },
    closers,
  );
  const manager = await openManager(ground, spoolFolderOf(config), closers);
  const ms = SECONDS[size] * 1000;
  // Interleaved, because the disk is shared with others.
  const bare: number[] = [];
  const refreshes: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    bare.push(await bareRate(ground, ms / 2));
    refreshes.push(await refreshRate(manager, given, ms));
  }
  await closers.close();
  await world.close();
  const share = median(refreshes) / median(bare);
  return {
    what: `durable refreshes per second beside the bare store's durable writes, same run, ${name}`,
    asked: `≥ ${MIN_SHARE * 100} %`,
    measured: `${median(refreshes).toFixed(0)}/s beside ${median(bare).toFixed(0)}/s: ${(share * 100).toFixed(0)} % (medians of 3, ${AT_ONCE} refreshes at once, a bank that answers at once)`,
    passed: share >= MIN_SHARE,
  };
}

async function openManager(
  ground: Foundations,
  spoolFolder: string,
  closers: Closers,
): Promise<TokenManager> {
  const vault = createVault(ground);
  const banks = { authorizationServerOf: () => INSTANT, providerOf: () => undefined } as unknown as Banks;
  const options = { ground, vault, banks, tokenTimeoutMs: 10_000 };
  const { courier } = await openTokenCalls({ ...options, spoolFolder }, closers);
  const { manager } = createTokenManagement({
    ...{ ...options, courier, isActive: async () => true },
    onGrantRefused: async () => undefined,
  });
  return manager;
}

/** A bank that costs nothing. */
const INSTANT: AuthorizationServer = {
  authorizationUrl: () => Promise.reject(new Error("not asked")),
  exchangeCode: () => Promise.reject(new Error("not asked")),
  revoke: () => Promise.reject(new Error("not asked")),
  refresh: async (_refreshToken, beforeSend) => {
    beforeSend();
    const token = (): Secret => new Secret(randomBytes(32).toString("base64url"));
    return { accessToken: token(), refreshToken: token(), expiresInSeconds: 300, scope: undefined };
  },
};

/** One write after another, each waiting until it is durable. */
async function bareRate({ store }: Foundations, ms: number): Promise<number> {
  const value = randomBytes(RECORD_BYTES);
  const id = randomBytes(8).toString("hex");
  const startedAt = performance.now();
  let written = 0;
  while (performance.now() - startedAt < ms) {
    await store.commit(id, [{ kind: "token-set", value, ifVersion: written }]);
    written += 1;
  }
  return (written * 1000) / (performance.now() - startedAt);
}

async function refreshRate(manager: TokenManager, given: readonly Given[], ms: number): Promise<number> {
  const startedAt = performance.now();
  let refreshed = 0;
  let next = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() - startedAt < ms) {
      const each = given[(next += 1) % given.length];
      if (each === undefined) return;
      await manager.renew(each.reference, Date.now() + 3_600_000);
      refreshed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return (refreshed * 1000) / (performance.now() - startedAt);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
