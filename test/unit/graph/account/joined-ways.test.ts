import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { DataProviderInfo, DataSource } from "../../../../src/core/data-provider-info.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { BankDirectory } from "../../../../src/providers/directory/bank-directory.js";
import { ProviderDirectory, type ProviderEntry } from "../../../../src/providers/provider-directory.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { activeConsent, LIBERTY, MAPLE, providerProfile } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => server.stop());

/** One bank by two ways: consent `c-1` is given by Connect, and the younger `c-2` by Outbound. */
beforeEach(() => {
  world = GraphWorld.over(server);
  world.banks = oneBank({ maple: "FLINKS_CONNECT", liberty: "FLINKS_OUTBOUND" });
  world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
});

interface Sources {
  readonly maple: DataSource;
  readonly liberty: DataSource;
}

function oneBank(sources: Sources, changes: Partial<DataProviderInfo> = {}): BankDirectory {
  const ways = [
    providerProfile(MAPLE, { source: sources.maple }),
    providerProfile(LIBERTY, { source: sources.liberty }),
  ];
  const providers = new ProviderDirectory(ways.map((profile) => ({ profile }) as ProviderEntry));
  const directory = new BankDirectory({ configured: [], providers });
  const bank = { id: MAPLE, name: "Maple", country: "CA", ways, ...changes };
  directory.setListed([{ bank, ids: [MAPLE, LIBERTY] }]);
  return directory;
}

type Fields = Readonly<Record<string, unknown>>;

const CHEQUING = { accountCategory: "DEPOSIT_ACCOUNT", accountNumberDisplay: "***1022" };
/** Institution and transit as Outbound writes them, and as Connect does. */
const JOINED = { routingTransitNumber: "077731337" };
const SPLIT = { bankInstitutionId: "777", bankTransitId: "31337" };

/** What each way shows, by account id. */
function show(accounts: {
  readonly connect: Readonly<Record<string, Fields>>;
  readonly outbound: Readonly<Record<string, Fields>>;
}): void {
  world.bank.accountsOf.set("c-1", Object.keys(accounts.connect));
  world.bank.accountsOf.set("c-2", Object.keys(accounts.outbound));
  for (const [id, fields] of Object.entries({ ...accounts.connect, ...accounts.outbound })) {
    world.bank.accountFields.set(id, fields);
  }
}

async function shown(): Promise<readonly string[]> {
  const { data, errors } = await world.run("{ accounts { nodes { accountId } totalCount } }");
  expect(errors).toEqual([]);
  const ids = data.accounts.nodes.map(({ accountId }: any) => accountId);
  expect(data.accounts.totalCount).toBe(ids.length);
  return ids;
}

async function shownOf(page: string): Promise<readonly string[]> {
  const { data } = await world.run(`{ accounts(${page}) { nodes { accountId } } }`);
  return data.accounts.nodes.map(({ accountId }: any) => accountId);
}

describe("an account behind two ways to one bank", () => {
  it("is shown once, by the better way, in the place that it first came to", async () => {
    show({
      connect: { first: { ...CHEQUING, ...SPLIT } },
      outbound: { other: {}, same: { ...CHEQUING, ...JOINED } },
    });
    const { data } = await world.run("{ accounts { nodes { accountId source } } }");
    expect(data.accounts.nodes).toEqual([
      { accountId: "same", source: "FLINKS_OUTBOUND" },
      { accountId: "other", source: "FLINKS_OUTBOUND" },
    ]);
  });

  it.each<readonly [string, Fields, Fields]>([
    ["neither tells institution and transit", {}, {}],
    ["one does not tell them", SPLIT, {}],
    ["one does not tell the transit", { bankInstitutionId: "777" }, JOINED],
  ])("is known by the rest where %s", async (_which, connect, outbound) => {
    show({
      connect: { first: { ...CHEQUING, ...connect } },
      outbound: { same: { ...CHEQUING, ...outbound } },
    });
    expect(await shown()).toEqual(["same"]);
  });

  it.each<readonly [string, Fields]>([
    ["institution", { ...SPLIT, bankInstitutionId: "004" }],
    ["transit", { ...SPLIT, bankTransitId: "00001" }],
    ["end of the number", { ...SPLIT, accountNumberDisplay: "***1023" }],
    ["category", { ...SPLIT, accountCategory: "LOC_ACCOUNT" }],
  ])("is another one where the %s differs", async (_which, connect) => {
    show({ connect: { first: { ...CHEQUING, ...connect } }, outbound: { same: { ...CHEQUING, ...JOINED } } });
    expect(await shown()).toEqual(["first", "same"]);
  });

  it("has the bank's own institution number where it tells none", async () => {
    const institutionNumber = "004";
    world.banks = oneBank({ maple: "FLINKS_CONNECT", liberty: "FLINKS_OUTBOUND" }, { institutionNumber });
    show({ connect: { first: { ...CHEQUING, ...SPLIT } }, outbound: { other: CHEQUING } });
    expect(await shown()).toEqual(["first", "other"]);
  });

  it.each<readonly [string, Fields]>([
    ["the end of its number", { accountCategory: "DEPOSIT_ACCOUNT", ...JOINED }],
    ["four digits of it", { ...CHEQUING, accountNumberDisplay: "*22", ...JOINED }],
  ])("is not known where a way does not show %s", async (_which, fields) => {
    show({ connect: { first: fields }, outbound: { second: fields } });
    expect(await shown()).toEqual(["first", "second"]);
  });

  it("is not guessed at where one way has two that it could be", async () => {
    show({
      connect: { first: CHEQUING, second: CHEQUING },
      outbound: { third: { ...CHEQUING, ...JOINED } },
    });
    expect(await shown()).toEqual(["first", "second", "third"]);
  });

  it("is told from another one with the same last digits by the transit", async () => {
    const elsewhere = { ...SPLIT, bankTransitId: "00001" };
    show({
      connect: { first: { ...CHEQUING, ...SPLIT }, second: { ...CHEQUING, ...elsewhere } },
      outbound: { third: { ...CHEQUING, ...elsewhere }, fourth: { ...CHEQUING, ...JOINED } },
    });
    expect(await shown()).toEqual(["fourth", "third"]);
  });

  it("is not guessed at where it agrees with two that do not agree with each other", async () => {
    const elsewhere = { ...SPLIT, bankTransitId: "00001" };
    show({
      connect: { first: CHEQUING },
      outbound: { second: { ...CHEQUING, ...SPLIT }, third: { ...CHEQUING, ...elsewhere } },
    });
    expect(await shown()).toEqual(["first", "second", "third"]);
  });

  it("is two accounts at two banks", async () => {
    world.banks = undefined;
    show({ connect: { first: CHEQUING }, outbound: { second: CHEQUING } });
    expect(await shown()).toEqual(["first", "second"]);
  });

  it("is shown as the other way has it while the better one fails, and paging goes on when that is back", async () => {
    show({ connect: { first: CHEQUING }, outbound: { other: {}, same: CHEQUING } });
    world.bank.failing.set("c-2", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    expect(await shownOf("first: 1")).toEqual(["first"]);
    world.bank.failing.clear();
    expect(await shownOf(`after: "${world.accountId("first")}"`)).toEqual(["other"]);
  });

  it("stays the place to page on from, by whichever way it was shown", async () => {
    show({
      connect: { first: CHEQUING },
      outbound: { same: CHEQUING, next: { ...CHEQUING, accountNumberDisplay: "***9" } },
    });
    for (const after of [world.accountId("first"), world.accountId("same", "c-2")]) {
      expect(await shownOf(`after: "${after}"`)).toEqual(["next"]);
    }
  });
});

describe("the calls that it takes to know an account again", () => {
  const types = (): readonly unknown[] => world.bank.calls.map(({ argument }: any) => argument.resultType);

  beforeEach(() => {
    world.banks = oneBank({ maple: "FDX", liberty: "FLINKS_OUTBOUND" });
    show({ connect: { first: CHEQUING }, outbound: { same: CHEQUING } });
  });

  it("are those with details, one a consent, as planned", async () => {
    const { extensions } = await world.run("{ accounts { nodes { accountId } } }");
    expect(types()).toEqual(["details", "details"]);
    expect(extensions.upstream).toEqual({ planned: 2, made: 2, cached: 0 });
  });

  it("answer for a single account in the same operation too", async () => {
    const single = `account(id: "${world.accountId("first")}") { accountId }`;
    const { data, extensions } = await world.run(`{ ${single} accounts { nodes { accountId } } }`);
    expect(data.account).toEqual({ accountId: "first" });
    expect(extensions.upstream).toEqual({ planned: 2, made: 2, cached: 0 });
  });

  it.each([
    ["one way is held", () => [activeConsent("c-1")]],
    ["one way is held twice", () => [activeConsent("c-1"), activeConsent("c-3")]],
  ])("are lightweight where %s", async (_which, consents) => {
    world.consents = consents();
    await world.run("{ accounts { nodes { accountId } } }");
    expect(new Set(types())).toEqual(new Set(["lightweight"]));
  });

  it("are lightweight where the end user has not granted details", async () => {
    const lacking = { grantedClusters: ["ACCOUNT_BASIC"] as const };
    world.consents = [
      activeConsent("c-1", { grantedClusters: [...lacking.grantedClusters] }),
      activeConsent("c-2", { dataProviderId: LIBERTY }),
    ];
    const { data } = await world.run("{ accounts { nodes { accountId } problems { code } } }");
    expect(types()).toEqual(["lightweight", "details"]);
    expect(data.accounts.problems).toEqual([]);
  });
});
