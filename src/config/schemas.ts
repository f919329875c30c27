import { z } from "zod";
import { AppId } from "../core/ids.js";
import { LOOPBACK, name, url } from "./fields.js";
import { maxAges } from "./max-ages.js";

const milliseconds = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(100).max(120_000).default(fallback);
const onOff = (fallback: "on" | "off"): z.ZodDefault<z.ZodEnum<{ on: "on"; off: "off" }>> =>
  z.enum(["on", "off"]).default(fallback);

/** One or several, parted by commas. Encrypted, except to this machine; the password is part of the URL. */
const redisUrls = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((urls) => urls.every((text) => URL.canParse(text) && isRedisUrl(new URL(text))), {
    error: "must be rediss:// URLs (redis:// only on loopback)",
  });

function isRedisUrl({ protocol, hostname }: URL): boolean {
  return protocol === "rediss:" || (protocol === "redis:" && LOOPBACK.includes(hostname));
}

/** Environment variables of `fdx-gateway serve`. Described for operators in docs/configuration.md. */
export const environmentSchema = z.object({
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  MAX_IN_FLIGHT: z.coerce.number().int().min(16).max(100_000).default(1000),
  LOOP_DELAY_LIMIT_MS: z.coerce.number().int().min(5).max(120_000).default(10),
  DRAIN_DELAY_MS: z.coerce.number().int().min(0).max(60_000).default(2000),
  PUBLIC_URL: url.refine(({ pathname, search }) => pathname === "/" && search === "", {
    error: "must have no path and no query",
  }),
  DATA_FOLDER: z.string(),
  STORE: z.enum(["lmdb", "redis"]).default("lmdb"),
  REDIS_MODE: z.enum(["standalone", "sentinel", "cluster"]).default("standalone"),
  REDIS_URL: redisUrls.optional(),
  REDIS_SENTINEL_NAME: z.string().default("mymaster"),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w-]{1,32}$/, "must be letters, digits, _ and -")
    .default("fdxgw"),
  REDIS_WAIT_REPLICAS: z.coerce.number().int().min(1).max(10).default(1),
  REDIS_WAIT_MS: milliseconds(1000),
  SINGLE_NODE: onOff("off"),
  ALLOW_VOLATILE_STORE: onOff("off"),
  COURIER_SOCKET: z.string().optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  KEY_RING_FILE: z.string(),
  PROVIDERS_FILE: z.string().optional(),
  FLINKS_FILE: z.string().optional(),
  APPS_FILE: z.string(),
  AUTH_ISSUER: z.url(),
  AUTH_JWKS_URI: url,
  AUTH_AUDIENCE: z.string().min(1),
  AUTH_TOKEN_TYPE: z.enum(["at+jwt", "any"]).default("at+jwt"),
  UPSTREAM_TIMEOUT_MS: milliseconds(8_000),
  TOKEN_TIMEOUT_MS: milliseconds(10_000),
  REQUEST_DEADLINE_MS: milliseconds(10_000),
  UPSTREAM_CONNECTIONS: z.coerce.number().int().min(1).max(1024).default(96),
  PROVIDER_GUARD: onOff("on"),
  PROJECTION: onOff("on"),
  COMPRESSION: onOff("on"),
  CACHE: z.enum(["on", "memory", "off"]).default("on"),
  CACHE_MAX_AGE: maxAges.optional(),
  CACHE_KEEP_SECONDS: z.coerce.number().int().min(1).max(86_400).default(3600),
  CACHE_MEMORY_MB: z.coerce.number().int().min(1).max(65_536).default(64),
  CACHE_DISK_MB: z.coerce.number().int().min(1).max(65_536).default(256),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  PLAYGROUND: onOff("off"),
  INTROSPECTION: onOff("off"),
});

/** https, http on this machine, or a mobile app's own scheme; never one that runs or holds content. */
const returnUrl = z.url().refine(
  (text) => {
    const { protocol, hostname } = new URL(text);
    if (protocol === "http:") return LOOPBACK.includes(hostname);
    return !["javascript:", "data:", "vbscript:", "file:", "blob:", "about:"].includes(protocol);
  },
  { error: "must be an https URL, or a mobile app's own scheme (http only on loopback)" },
);

/** The apps file: a JSON list. */
export const appsFileSchema = z
  .array(
    z.strictObject({
      ...{ id: name.transform(AppId), name, returnUrls: z.array(returnUrl).min(1) },
      allowRawPayload: z.boolean().default(false),
    }),
  )
  .min(1);
