import type { z } from "zod";
import { Secret } from "../core/secret.js";
import { parseKeyRing } from "../core/key-ring-file.js";
import { checked, type Environment, type Faults, readJsonFile, reportDuplicates } from "./checked-input.js";
import { ConfigError } from "./config-error.js";
import type { GatewayConfig, StoreConfig } from "./gateway-config.js";
import { readPrivateFile } from "./private-files.js";
import { readFlinks } from "./read-flinks.js";
import { readProviders } from "./read-providers.js";
import { appsFileSchema, environmentSchema } from "./schemas.js";

const MIN_SECRET_LENGTH = 32;
/** Words that stand in examples and defaults. A secret that holds one was copied, not made. */
const COPIED = /change.?me|example|default|sandbox|secret|password|0{8}|1234/i;

/**
 * Environment and files → one frozen value.
 * @throws ConfigError with every fault there is, not only the first
 */
export function readConfig(environment: Environment): GatewayConfig {
  const faults: Faults = [];
  const env = checked(environmentSchema, environment, "environment", faults);
  const apps = readJsonFile(environment["APPS_FILE"], appsFileSchema, "APPS_FILE", faults);
  const providers = readProviders(environment, faults);
  const flinks = readFlinks(environment, faults);
  const keyRing = checkKeyRing(environment["KEY_RING_FILE"], faults);
  if (env !== undefined) {
    checkStore(env, faults);
    checkCache(env, faults);
  }
  checkSecret("ID_SECRET", environment["ID_SECRET"], faults);
  reportDuplicates("APPS_FILE", apps ?? [], faults);
  if (faults.length > 0 || env === undefined || apps === undefined || keyRing === undefined) {
    throw new ConfigError(faults);
  }
  const idSecret = new Secret(environment["ID_SECRET"] ?? "");
  return Object.freeze({ ...fromEnvironment(env), apps, providers, flinks, secrets: { idSecret, keyRing } });
}

function fromEnvironment(
  env: z.output<typeof environmentSchema>,
): Omit<GatewayConfig, "apps" | "providers" | "flinks" | "secrets"> {
  return {
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: env.PUBLIC_URL,
      drainDelayMs: env.DRAIN_DELAY_MS,
    },
    overload: { maxInFlight: env.MAX_IN_FLIGHT, loopDelayMs: env.LOOP_DELAY_LIMIT_MS },
    dataFolder: env.DATA_FOLDER,
    store: storeFrom(env),
    auth: {
      issuer: env.AUTH_ISSUER,
      jwksUri: env.AUTH_JWKS_URI,
      audience: env.AUTH_AUDIENCE,
      tokenType: env.AUTH_TOKEN_TYPE,
    },
    upstream: {
      timeoutMs: env.UPSTREAM_TIMEOUT_MS,
      tokenTimeoutMs: env.TOKEN_TIMEOUT_MS,
      deadlineMs: env.REQUEST_DEADLINE_MS,
      connections: env.UPSTREAM_CONNECTIONS,
      guard: env.PROVIDER_GUARD === "on",
    },
    courier: { socket: env.COURIER_SOCKET },
    metrics: { host: env.METRICS_HOST, port: env.METRICS_PORT },
    cache: {
      ...{ mode: env.CACHE, maxAgeSeconds: env.CACHE_MAX_AGE ?? {}, keepSeconds: env.CACHE_KEEP_SECONDS },
      ...{ memoryMb: env.CACHE_MEMORY_MB, diskMb: env.CACHE_DISK_MB },
    },
    logLevel: env.LOG_LEVEL,
    playground: env.PLAYGROUND === "on",
    projection: env.PROJECTION === "on",
    compression: env.COMPRESSION === "on",
    introspection: env.INTROSPECTION === "on" || env.PLAYGROUND === "on",
  };
}

/** With a strict bank there must be time to write an answer down before others take the refresh over. */
const STORE_TIME_MS = 2000;

function checkStore(env: z.output<typeof environmentSchema>, faults: Faults): void {
  if (env.STORE !== "redis") return;
  if (env.REDIS_URL === undefined) faults.push("environment: REDIS_URL is missing");
  const least = env.REDIS_WAIT_MS + STORE_TIME_MS;
  if (env.TOKEN_TIMEOUT_MS < least)
    faults.push(`environment: TOKEN_TIMEOUT_MS must be at least ${least} with this REDIS_WAIT_MS`);
}

/** What is kept for less than it may be shown would be asked for anew, and nobody would know why. */
function checkCache(env: z.output<typeof environmentSchema>, faults: Faults): void {
  const longest = Math.max(0, ...Object.values(env.CACHE_MAX_AGE ?? {}));
  if (longest > env.CACHE_KEEP_SECONDS)
    faults.push("environment: CACHE_MAX_AGE has more seconds than CACHE_KEEP_SECONDS");
}

function storeFrom(env: z.output<typeof environmentSchema>): StoreConfig {
  if (env.STORE === "lmdb") return { kind: "lmdb", folder: env.DATA_FOLDER };
  return {
    ...{ kind: "redis", mode: env.REDIS_MODE, urls: env.REDIS_URL ?? [], prefix: env.REDIS_PREFIX },
    sentinelName: env.REDIS_SENTINEL_NAME,
    waitReplicas: env.REDIS_WAIT_REPLICAS,
    waitMs: env.REDIS_WAIT_MS,
    singleNode: env.SINGLE_NODE === "on",
    allowVolatile: env.ALLOW_VOLATILE_STORE === "on",
  };
}

function checkKeyRing(path: string | undefined, faults: Faults): { readonly file: string } | undefined {
  if (path === undefined) return undefined; // already reported as a missing variable
  const text = readPrivateFile(path, "KEY_RING_FILE", faults);
  if (text !== undefined) {
    const ring = parseKeyRing(text);
    if ("faults" in ring) faults.push(...ring.faults.map((fault) => `KEY_RING_FILE: ${path} ${fault}`));
  }
  return { file: path };
}

function checkSecret(variable: string, value: string | undefined, faults: Faults): void {
  if (value === undefined) faults.push(`environment: ${variable} is missing`);
  else if (value.length < MIN_SECRET_LENGTH)
    faults.push(`environment: ${variable} is shorter than ${MIN_SECRET_LENGTH} characters`);
  else if (COPIED.test(value) || new Set(value).size < 8)
    faults.push(`environment: ${variable} is a default or example value`);
}
