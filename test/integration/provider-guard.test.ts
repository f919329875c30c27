import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import type { GatewayConfig } from "../../src/config/gateway-config.js";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/free-port.js";
import { type GraphQLAnswer, GatewayWorld } from "../support/gateway-world.js";
import { SickBank } from "../support/sick-bank.js";

// Maple's data endpoint is one whose health the test decides; Liberty is well all the time.
let world: GatewayWorld;
let bank: SickBank;
let config: GatewayConfig;
let token: string;

beforeAll(async () => {
  world = await GatewayWorld.start({ withoutGateway: true });
  bank = await SickBank.start();
  const plain = world.config();
  config = {
    ...plain,
    providers: plain.providers.map((provider) =>
      provider.id === "maple" ? { ...provider, fdxBaseUrl: bank.baseUrl } : provider,
    ),
    upstream: { ...plain.upstream, timeoutMs: 1000, connections: 16, guard: true },
    metrics: { host: "127.0.0.1", port: await freePort() },
  };
  await world.startGateway(config);
  await world.connect({ personId: "alex" });
  await world.connect({ personId: "alex", provider: "liberty" });
  token = await world.token("alex");
});

afterAll(async () => {
  await world.close();
  await bank.close();
});

beforeEach(async () => {
  // Guards remember; a new gateway does not.
  await world.stopGateway();
  bank.health = "well";
  await world.startGateway(config);
  bank.calls = 0;
  bank.givenUp = 0;
});

const QUERY =
  "{ accounts { nodes { nickname consent { dataProvider { id } } } problems { code retryAfter } } }";

interface Told {
  /** The banks whose accounts came. */
  readonly banks: ReadonlySet<string>;
  readonly problems: readonly { readonly code: string; readonly retryAfter: number | null }[];
  readonly calls: number | undefined;
}

function told({ data, errors, extensions }: GraphQLAnswer): Told {
  expect(errors).toBeUndefined();
  const { nodes, problems } = data.accounts;
  const banks = new Set<string>(nodes.map(({ consent }: any) => consent.dataProvider.id));
  return { banks, problems, calls: extensions?.upstream?.made };
}

async function ask(headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  const body = JSON.stringify({ query: QUERY });
  return told(await world.post(body, { authorization: `Bearer ${token}`, ...headers }));
}

async function asks(times: number): Promise<readonly Told[]> {
  const answers: Told[] = [];
  for (let i = 0; i < times; i += 1) answers.push(await ask());
  return answers;
}

describe("a bank that always says 503", () => {
  it("is left alone but for one call a second, costs no other bank anything, and is called again once it is well", async () => {
    bank.health = "down";
    const answers = await asks(30);
    expect(bank.calls).toBeGreaterThanOrEqual(5);
    expect(bank.calls).toBeLessThanOrEqual(30 * 1.1);
    for (const { banks } of answers) expect(banks).toEqual(new Set(["liberty"]));
    expect(answers[0]?.problems).toEqual([{ code: "PROVIDER_UNAVAILABLE", retryAfter: null }]);
    const spared = answers.filter(({ calls }) => calls === 1);
    expect(spared.length).toBeGreaterThanOrEqual(10);
    for (const { problems } of spared) {
      expect(problems).toEqual([{ code: "PROVIDER_UNAVAILABLE", retryAfter: 1 }]);
    }
    const metrics = await world.get(`http://127.0.0.1:${config.metrics.port ?? 0}/metrics`);
    expect(metrics.text).toContain('fdx_provider_breaker_open{provider="maple"} 1\n');
    expect(metrics.text).toContain('fdx_provider_breaker_open{provider="liberty"} 0\n');

    bank.calls = 0;
    const from = performance.now();
    while (performance.now() - from < 2200) {
      await ask();
      await delay(10);
    }
    expect(bank.calls).toBeGreaterThanOrEqual(1);
    expect(bank.calls).toBeLessThanOrEqual((performance.now() - from) / 1000 + 1);

    bank.health = "well";
    await eventually(async () => (await ask()).banks.has("maple"));
    expect((await asks(10)).flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe("a call that failed once", () => {
  it("is sent again where ten before it went well, and counted", async () => {
    await asks(10);
    bank.health = "down once";
    const { banks, problems, calls } = await ask();
    expect([banks, problems]).toEqual([new Set(["maple", "liberty"]), []]);
    // One to Liberty, two to Maple.
    expect(calls).toBe(3);
    expect(bank.calls).toBe(12);
  });
});

describe("a bank that never comes to an end", () => {
  it.each(["silent", "dripping"] as const)(
    "(%s) is given up after its time, not after the request's",
    async (health) => {
      bank.health = health;
      const from = performance.now();
      const { banks, problems } = await ask();
      expect([banks, problems]).toEqual([
        new Set(["liberty"]),
        [{ code: "PROVIDER_TIMEOUT", retryAfter: null }],
      ]);
      expect(performance.now() - from).toBeLessThan(5000);
      await eventually(() => bank.givenUp === 1);
      expect(bank.calls).toBe(1);
    },
  );

  it("is not given up for all because of clients who have no time", async () => {
    bank.health = "silent";
    while (bank.calls < 8) await ask({ "x-request-timeout-ms": "150" });
    bank.health = "well";
    expect((await ask()).problems).toEqual([]);
  });

  it("is told when a client goes", async () => {
    bank.health = "silent";
    const client = new AbortController();
    const answer = request(`${world.url}/graphql`, {
      ...{ method: "POST", body: JSON.stringify({ query: QUERY }), signal: client.signal },
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    });
    await eventually(() => bank.calls === 1);
    client.abort();
    await expect(answer).rejects.toThrow();
    await eventually(() => bank.givenUp === 1);
  });
});
