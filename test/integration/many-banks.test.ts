import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { eventually } from "../support/eventually.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { RecordingFront } from "../support/recording-front.js";

// Alex has a consent at twenty banks, all with the same data. Three answer nothing, two break every connection.
const HANGING = ["b-3", "b-8", "b-15"];
const BROKEN = ["b-5", "b-12"];
const SICK = [...HANGING, ...BROKEN];
const BANKS = ["maple", ...Array.from({ length: 19 }, (_, index) => `b-${index + 1}`)];
const WELL = BANKS.filter((bank) => !SICK.includes(bank));
const DEADLINE_MS = 3000;
const never = new Promise<never>(() => undefined);

let world: GatewayWorld;
let front: RecordingFront;
let token: string;
const fronts = new Map<string, RecordingFront>();

beforeAll(async () => {
  world = await GatewayWorld.start({ withoutGateway: true, alsoMaple: BANKS.slice(1) });
  front = await RecordingFront.start(new URL(world.banks.maple.fdxBaseUrl).origin);
  for (const bank of SICK) fronts.set(bank, await RecordingFront.start(front.origin));
  const config = world.config();
  const [maple] = config.providers;
  if (maple === undefined) throw new Error("no provider");
  const { pathname } = new URL(world.banks.maple.fdxBaseUrl);
  await world.startGateway({
    ...config,
    providers: BANKS.map((id) => ({
      ...maple,
      ...{ id, fdxBaseUrl: new URL(pathname, (fronts.get(id) ?? front).origin) },
    })),
    upstream: { ...config.upstream, timeoutMs: 10_000, guard: true },
  });
  for (const provider of BANKS) await world.connect({ provider });
  token = await world.token("alex");
}, 60_000);

afterAll(async () => {
  await world.close();
  for (const each of [...fronts.values(), front]) await each.close();
});

beforeEach(() => {
  for (const each of fronts.values()) each.reset();
});

/** Makes them sick: everywhere, or on some paths only. */
function sicken(isSick: (path: string) => boolean = () => true): void {
  for (const [bank, sick] of fronts) {
    sick.hold = async (path) => {
      if (!isSick(path)) return;
      if (HANGING.includes(bank)) await never;
      throw new Error("broken");
    };
  }
}

async function ask(query: string, deadlineMs = DEADLINE_MS): Promise<any> {
  const headers = { authorization: `Bearer ${token}`, "x-request-timeout-ms": String(deadlineMs) };
  return world.post(JSON.stringify({ query }), headers);
}

/** The code of each bank's problem. */
function codesOf(problems: readonly any[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ dataProviderId, code }) => [dataProviderId, code]));
}

const EXPECTED = Object.fromEntries(
  SICK.map((bank) => [bank, HANGING.includes(bank) ? "PROVIDER_TIMEOUT" : "PROVIDER_UNAVAILABLE"]),
);

const banksOf = (accounts: readonly any[]): ReadonlySet<string> =>
  new Set(accounts.map(({ consent }) => consent.dataProvider.id));

const PROBLEMS = "problems { dataProviderId code }";
const BANK = "consent { dataProvider { id } }";

describe("three banks of twenty that hang, and two that break every connection", () => {
  it("are asked no longer, once the answer is there without them", async () => {
    sicken();
    const { data } = await ask(
      "{ accounts { nodes { statements { nodes { id } } } problems { code } } }",
      6000,
    );
    expect(data.accounts.problems).toHaveLength(SICK.length);
    const answeredAt = performance.now();
    await eventually(() => HANGING.every((bank) => fronts.get(bank)?.givenUp === 1));
    // The request's own time would go on for three seconds.
    expect(performance.now() - answeredAt).toBeLessThan(2000);
  });

  it("cost no other bank its accounts, nor what is read below them", async () => {
    sicken();
    const { data, errors } = await ask(
      `{ accounts(first: 100) { nodes { ${BANK} transactions(first: 1) { nodes { id } } } ${PROBLEMS} } }`,
    );
    expect(errors).toBeUndefined();
    expect(banksOf(data.accounts.nodes)).toEqual(new Set(WELL));
    for (const { transactions } of data.accounts.nodes) expect(transactions).not.toBeNull();
    expect(codesOf(data.accounts.problems)).toEqual(EXPECTED);
  });

  it("cost no other bank its part of the merged transactions", async () => {
    sicken();
    const { data, errors } = await ask(
      `{ transactions(first: 100) { nodes { accountNodeId } ${PROBLEMS} } }`,
    );
    expect(errors).toBeUndefined();
    expect(codesOf(data.transactions.problems)).toEqual(EXPECTED);
    expect(data.transactions.nodes).toHaveLength(100);
  });

  it("are given up, where they hang at the transactions only, before older ones of the other banks are read", async () => {
    const { data: before } = await ask(`{ accounts(first: 100) { nodes { id nickname ${BANK} } } }`);
    const quiet = before.accounts.nodes.filter(({ nickname }: any) => nickname === "Rainy days");
    sicken((path) => path.includes("/transactions"));
    front.reset();
    const ids = JSON.stringify(quiet.map(({ id }: any) => id));
    const { data, errors } = await ask(
      `{ transactions(first: 100, startDate: "2020-01-01", accountIds: ${ids}) { nodes { accountNodeId } ${PROBLEMS} } }`,
    );
    expect(errors).toBeUndefined();
    expect(codesOf(data.transactions.problems)).toEqual(EXPECTED);
    expect(data.transactions.nodes).toHaveLength(100);
    const calls = front.seen.filter(({ path }) => path.includes("/transactions"));
    expect(calls.length).toBeGreaterThanOrEqual(2 * WELL.length);
  });

  it("cost no other bank's total of what moved", async () => {
    sicken();
    const { data, errors } = await ask(
      `{ cashFlow(from: "2026-01-01", to: "2026-01-31", by: MONTH) { coverage { included missing { dataProviderId code } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(codesOf(data.cashFlow.coverage.missing)).toMatchObject(EXPECTED);
    expect(Object.keys(codesOf(data.cashFlow.coverage.missing)).sort()).toEqual([...SICK].sort());
  });
});
