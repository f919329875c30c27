import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { startGateway } from "../../src/app.js";
import type { StoreConfig } from "../../src/config/gateway-config.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { Metrics } from "../../src/telemetry/metrics.js";
import { startMetricsServer } from "../../src/telemetry/metrics-server.js";
import { freePort } from "../support/free-port.js";
import { APP, GatewayWorld } from "../support/gateway-world.js";
import { eventually } from "../support/eventually.js";
import { seriesIn } from "../support/metrics-text.js";
import { RedisServer } from "../support/redis-servers.js";

const LOOPBACK = "127.0.0.1";
const CUSTOMER = "{ customer { name { first } } }";
const REFRESHES = "fdx_token_refreshes_total";

let redis: RedisServer;
let serial = 0;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  redis = await RedisServer.start();
});

afterEach(async () => {
  redis.resume();
  for (const each of undo.splice(0).reverse()) await each();
});

afterAll(() => redis.remove());

interface Watched {
  readonly world: GatewayWorld;
  /** Where its gateway tells its metrics. */
  readonly url: string;
}

async function openWorld(): Promise<Watched> {
  serial += 1;
  const port = await freePort();
  const store: StoreConfig = {
    ...{
      kind: "redis",
      mode: "standalone",
      urls: [redis.url],
      sentinelName: "",
      prefix: `metrics-${serial}`,
    },
    ...{ waitReplicas: 1, waitMs: 1000, singleNode: true, allowVolatile: false },
  };
  const config = { store, metrics: { host: LOOPBACK, port } };
  const world = await GatewayWorld.start({ config });
  undo.push(() => world.close());
  return { world, url: `http://${LOOPBACK}:${port}/metrics` };
}

async function scrape({ world, url }: Watched): Promise<(series: string) => number> {
  const { status, text } = await world.get(url);
  expect(status).toBe(200);
  const series = seriesIn(text);
  return (name) => series.get(name) ?? Number.NaN;
}

/** The whole text holds no token of either bank, no consent's id, and nobody's name. */
async function expectNobodyIn({ world, url }: Watched, personId: string): Promise<void> {
  const { text } = await world.get(url);
  const issued = await Promise.all(
    Object.values(world.banks).map(async ({ controlUrl }) => world.get(`${controlUrl}/tokens`)),
  );
  const tokens = issued.flatMap((answer) => JSON.parse(answer.text) as string[]);
  const ids = redis.ask("KEYS", `metrics-${serial}:r:*`).match(/[^{}]+(?=\})/g) ?? [];
  expect(tokens.length).toBeGreaterThan(1);
  expect(ids.length).toBeGreaterThan(0);
  for (const word of [...tokens, ...ids, personId, APP]) expect(text).not.toContain(word);
}

const tokenEndpoint = ({ world }: Watched, setting: object): Promise<void> =>
  world.control("PUT", `${world.banks.maple.controlUrl}/token-endpoint`, setting);

/** The bank answers 401 to what it has handed out so far. */
const expireTokens = ({ world }: Watched): Promise<void> =>
  world.control("DELETE", `${world.banks.maple.controlUrl}/access-tokens`);

describe("the listener", () => {
  it("answers /metrics, and nothing else", async () => {
    const server = await startMetricsServer(new Metrics({ ids: ["maple"], families: [] }), {
      host: LOOPBACK,
      port: 0,
    });
    undo.push(() => server.close());
    const ask = async (path: string, method: "GET" | "POST" | "DELETE" = "GET") => {
      const { statusCode, headers, body } = await request(new URL(path, server.url), { method });
      return { statusCode, type: headers["content-type"], text: await body.text() };
    };
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    const told = await ask("/metrics");
    expect(told).toMatchObject({ statusCode: 200, type: "text/plain; version=0.0.4; charset=utf-8" });
    expect(told.text).toContain("# TYPE fdx_token_refreshes_total counter\n");
    for (const path of ["/", "/metrics/", "/metrics?all", "/metric", "/graphql", "/healthz"]) {
      expect(await ask(path)).toMatchObject({ statusCode: 404, text: "" });
    }
    expect(await ask("/metrics", "POST")).toMatchObject({ statusCode: 404, text: "" });
    expect(await ask("/metrics", "DELETE")).toMatchObject({ statusCode: 404, text: "" });
  });

  it("says 503, and not why, when something cannot be looked up", async () => {
    const metrics = new Metrics({ ids: [], families: [] });
    const broken = (): never => {
      throw new Error("canary");
    };
    metrics.watch({
      ...{ unfinished: broken, spool: broken, consentsByPhase: broken },
      isReady: async () => true,
    });
    const server = await startMetricsServer(metrics, { host: LOOPBACK, port: 0 });
    undo.push(() => server.close());
    const { statusCode, body } = await request(server.url);
    expect([statusCode, await body.text()]).toEqual([503, ""]);
  });
});

describe("a gateway tells", () => {
  it("what it was asked for nowhere else: its own port knows no /metrics", async () => {
    const { world } = await openWorld();
    expect((await world.get(`${world.url}/metrics`)).status).toBe(404);
  });

  it("of a refresh, and of the process that waited for it", async () => {
    const first = await openWorld();
    const { world } = first;
    const port = await freePort();
    const http = { ...world.config().http, port: 0 };
    const neighbour = await startGateway(
      { ...world.config(), http, metrics: { host: LOOPBACK, port } },
      { logger: createLogger("silent"), audit: () => undefined },
    );
    undo.push(() => neighbour.close());
    await world.connect();
    await tokenEndpoint(first, { answer: "late", delayMs: 1000, times: 1 });
    await expireTokens(first);
    const authorization = `Bearer ${await world.token("alex")}`;
    const answers = await Promise.all([
      world.query("alex", CUSTOMER),
      fetch(`${neighbour.url}/graphql`, {
        ...{ method: "POST", headers: { authorization, "content-type": "application/json" } },
        body: JSON.stringify({ query: CUSTOMER }),
      }).then((answer) => answer.json() as Promise<any>),
    ]);
    expect(answers.map(({ data }) => data.customer.name.first)).toEqual(["Alex", "Alex"]);
    const both = [await scrape(first), await scrape({ world, url: `http://${LOOPBACK}:${port}/metrics` })];
    const sum = (name: string): number =>
      both.map((series) => series(name)).reduce((total, value) => total + (value || 0), 0);
    expect(sum(`${REFRESHES}{provider="maple",outcome="refreshed"}`)).toBe(1);
    expect(sum('fdx_token_refresh_seconds_count{provider="maple"}')).toBe(1);
    expect(sum('fdx_token_refresh_seconds_sum{provider="maple"}')).toBeGreaterThan(0.9);
    expect(sum("fdx_token_lease_wait_seconds_count")).toBe(1);
    expect(sum("fdx_token_lease_wait_seconds_sum")).toBeGreaterThan(0.05);
    expect(sum('fdx_audit_events_total{event="consent.activated"}')).toBe(1);
    await expectNobodyIn(first, "alex");
  });

  it("how many consents there are in each phase", async () => {
    const watched = await openWorld();
    const { world } = watched;
    await world.connect();
    await world.startConsent();
    await world.connect({ personId: "wei", decision: "deny" });
    const { id } = await world.connect();
    await world.query("alex", "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }", { id });
    await world.connect({ personId: "dana", provider: "liberty" });
    const [grantId = ""] = Object.keys((await world.calls("liberty")).byGrant);
    await world.control("DELETE", `${world.banks.liberty.controlUrl}/grants/${grantId}`);
    await world.query("dana", CUSTOMER);
    expect((await scrape(watched))(`${REFRESHES}{provider="liberty",outcome="refused"}`)).toBe(1);
    // They are counted at the start, and then every five minutes.
    await world.stopGateway();
    await world.startGateway();
    await eventually(async () => (await scrape(watched))('fdx_consents{phase="ACTIVE"}') === 1);
    const series = await scrape(watched);
    const phases = ["PENDING", "REJECTED", "ACTIVE", "REAUTH_REQUIRED", "EXPIRED", "REVOKED"];
    expect(phases.map((phase) => series(`fdx_consents{phase="${phase}"}`))).toEqual([1, 1, 1, 1, 0, 1]);
    await expectNobodyIn(watched, "dana");
  });

  it("of a refresh without an end, and for how long it has been so", async () => {
    const watched = await openWorld();
    const { world } = watched;
    await world.connect();
    expect((await scrape(watched))("fdx_token_refreshes_unfinished")).toBe(0);
    await tokenEndpoint(watched, { answer: "lost" });
    await expireTokens(watched);
    const begun = performance.now();
    expect((await world.query("alex", CUSTOMER)).errors).toHaveLength(1);
    expect((await scrape(watched))(`${REFRESHES}{provider="maple",outcome="uncertain"}`)).toBe(1);
    await world.stopGateway();
    await world.startGateway();
    await eventually(async () => (await scrape(watched))("fdx_token_refreshes_unfinished") === 1);
    const oldestMs = (await scrape(watched))("fdx_token_oldest_unfinished_seconds") * 1000;
    expect(oldestMs).toBeGreaterThan(0);
    expect(oldestMs).toBeLessThanOrEqual(performance.now() - begun + 1);
  });

  it("of new tokens that wait for a store that is away, and when they have arrived", async () => {
    const watched = await openWorld();
    const { world } = watched;
    await world.connect();
    const [letters, age, ready] = ["fdx_spool_letters", "fdx_spool_oldest_seconds", "fdx_ready"];
    const look = async (): Promise<number[]> => {
      const series = await scrape(watched);
      return [letters, age, ready].map(series);
    };
    expect(await look()).toEqual([0, 0, 1]);
    await tokenEndpoint(watched, { answer: "late", delayMs: 700, times: 1 });
    await expireTokens(watched);
    const asked = world.query("alex", CUSTOMER);
    await eventually(async () => (await world.calls()).total["token.refresh_token"] === 1);
    redis.pause();
    await eventually(async () => {
      const [waiting = 0, seconds = 0, isReady] = await look();
      return waiting === 1 && seconds > 0 && isReady === 0;
    });
    redis.resume();
    await asked;
    await eventually(async () => (await look()).join() === "0,0,1");
    expect((await world.query("alex", CUSTOMER)).data.customer.name.first).toBe("Alex");
    expect((await world.calls()).total).toMatchObject({ "token.refresh_token": 1, refreshTokenReuse: 0 });
    await expectNobodyIn(watched, "alex");
  });
});
