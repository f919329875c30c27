import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { GatewayConfig } from "../../src/config/gateway-config.js";
import { WholeAnswerCache } from "../../src/providers/cache/whole-answer-cache.js";
import { GatewayWorld, type GraphQLAnswer, type WorldOptions } from "../support/gateway-world.js";
import { TokenRenewer } from "../support/token-renewer.js";

const NAMES = "{ accounts { nodes { id nickname asOf } problems { code } } }";
const BALANCES = "{ accounts { nodes { id asOf ... on DepositAccount { currentBalance } } } }";
const CACHE: GatewayConfig["cache"] = {
  ...{ mode: "on", maxAgeSeconds: {}, keepSeconds: 3600, memoryMb: 8, diskMb: 8 },
};

let world: GatewayWorld;

async function ask(
  query: string,
  { personId = "alex", appId, maxAge }: { personId?: string; appId?: string; maxAge?: number } = {},
): Promise<GraphQLAnswer> {
  const authorization = `Bearer ${await world.token(personId, appId)}`;
  const cacheControl = maxAge === undefined ? {} : { "cache-control": `max-age=${maxAge}` };
  return world.post(JSON.stringify({ query }), { authorization, ...cacheControl });
}

const upstream = ({ extensions }: GraphQLAnswer): object | undefined => extensions?.upstream;
const textOf = ({ data, extensions }: GraphQLAnswer): string => JSON.stringify([data, extensions]);
const calls = async (): Promise<number> => (await world.calls()).total.accounts;

async function revoke(id: string): Promise<void> {
  const { errors } = await world.query("alex", `mutation { revokeConsent(id: "${id}") { phase } }`);
  expect(errors).toBeUndefined();
}

function startWorld(options: WorldOptions = {}): void {
  beforeAll(async () => {
    world = await GatewayWorld.start({ ...options, config: { cache: CACHE, ...options.config } });
  }, 60_000);
  afterAll(() => world.close());
}

describe("with a cache", () => {
  startWorld();
  let consentId: string;

  beforeEach(async () => {
    consentId = (await world.connect()).id;
    await world.resetCalls();
  });

  afterEach(async () => {
    await revoke(consentId);
  });

  it("the second read costs no call, and shows when the first one was made", async () => {
    const before = Date.now();
    const first = await ask(NAMES);
    const after = Date.now();
    expect(upstream(first)).toEqual({ planned: 1, made: 1, cached: 0 });
    const second = await ask(NAMES);
    expect(upstream(second)).toEqual({ planned: 1, made: 0, cached: 1 });
    const namesOf = ({ data }: GraphQLAnswer): object =>
      data.accounts.nodes.map(({ id, nickname }: any) => ({ id, nickname }));
    expect(namesOf(second)).toEqual(namesOf(first));
    for (const { asOf } of second.data.accounts.nodes) {
      expect(Date.parse(asOf)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(asOf)).toBeLessThanOrEqual(after);
    }
    expect(await calls()).toBe(1);
  });

  it("the third one is the second, word for word, and is not put together again", async () => {
    const whole = jest.spyOn(WholeAnswerCache.prototype, "find");
    const texts: string[] = [];
    for (let times = 0; times < 4; times += 1) texts.push(textOf(await ask(NAMES)));
    const found = await Promise.all(whole.mock.results.map(({ value }) => value as Promise<unknown>));
    expect(found.slice(-3).map((answer) => answer !== undefined)).toEqual([false, true, true]);
    expect([texts[2], texts[3]]).toEqual([texts[1], texts[1]]);
    await ask(NAMES, { maxAge: 0 });
    expect(textOf(await ask(NAMES))).not.toBe(texts[1]);
    whole.mockRestore();
  });

  it("balances are asked for each time, unless the app takes older ones", async () => {
    await ask(BALANCES);
    expect(upstream(await ask(BALANCES))).toEqual({ planned: 1, made: 1, cached: 0 });
    expect(upstream(await ask(BALANCES, { maxAge: 60 }))).toEqual({ planned: 1, made: 0, cached: 1 });
  });

  it("max-age=0 goes to the bank", async () => {
    await ask(NAMES);
    expect(upstream(await ask(NAMES, { maxAge: 0 }))).toEqual({ planned: 1, made: 1, cached: 0 });
    expect(await calls()).toBe(2);
  });

  it("requests at once make one call", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(BALANCES, { maxAge: 0 })));
    const made = answers.map(({ extensions }) => extensions?.upstream?.made ?? NaN);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(await calls());
    expect(await calls()).toBeLessThan(10);
    expect(new Set(answers.map(({ data }) => data.accounts.nodes.length)).size).toBe(1);
  });

  it("nothing is shown once the consent is revoked", async () => {
    for (let times = 0; times < 3; times += 1) await ask(NAMES);
    await revoke(consentId);
    const after = await ask(NAMES, { maxAge: 3600 });
    expect(after.data.accounts.nodes).toEqual([]);
    expect(upstream(after)).toEqual({ planned: 0, made: 0, cached: 0 });
  });

  it("a consent that follows another one begins with nothing", async () => {
    await ask(NAMES);
    await revoke(consentId);
    consentId = (await world.connect()).id;
    expect(upstream(await ask(NAMES, { maxAge: 3600 }))).toEqual({ planned: 1, made: 1, cached: 0 });
  });

  it("two persons and two apps at one bank have nothing in common, not even with one login there", async () => {
    const others = [
      { personId: "sam", appId: undefined },
      { personId: "alex", appId: "other-app" },
    ];
    for (const { personId, appId } of others) {
      await world.connect({ personId, bankPersonId: "alex", ...(appId === undefined ? {} : { appId }) });
    }
    await ask(NAMES);
    for (const { personId, appId } of others) {
      const first = await ask(NAMES, { personId, maxAge: 3600, ...(appId === undefined ? {} : { appId }) });
      expect(first.data.accounts.nodes.length).toBeGreaterThan(0);
      expect(upstream(first)).toEqual({ planned: 1, made: 1, cached: 0 });
    }
    const ids = await Promise.all([
      ask(NAMES),
      ...others.map(({ personId, appId }) =>
        ask(NAMES, { personId, ...(appId === undefined ? {} : { appId }) }),
      ),
    ]);
    const all = ids.flatMap(({ data }) => data.accounts.nodes.map(({ id }: { id: string }) => id));
    expect(new Set(all).size).toBe(all.length);
  });

  it("tokens that change twenty times leave it as it is", async () => {
    await ask(NAMES);
    const renewer = await TokenRenewer.open(world.config());
    for (let refresh = 0; refresh < 20; refresh += 1) {
      await renewer.renewAll();
      expect(upstream(await ask(NAMES))).toEqual({ planned: 1, made: 0, cached: 1 });
    }
    await renewer.close();
    expect((await world.calls()).total["token.refresh_token"]).toBeGreaterThanOrEqual(20);
    expect(upstream(await ask(BALANCES))).toMatchObject({ made: 1 });
  });

  it("a gateway that starts again finds what it kept", async () => {
    await ask(NAMES);
    await world.stopGateway();
    await world.startGateway();
    expect(upstream(await ask(NAMES))).toEqual({ planned: 1, made: 0, cached: 1 });
  });
});

describe("without a cache", () => {
  startWorld({ config: { cache: { ...CACHE, mode: "off" } } });

  it("every read is a call, whatever an app takes", async () => {
    await world.connect();
    for (let read = 0; read < 2; read += 1) {
      expect(upstream(await ask(NAMES, { maxAge: 3600 }))).toEqual({ planned: 1, made: 1, cached: 0 });
    }
  });
});
