import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { DATA_CLUSTERS } from "../../../src/core/data-cluster.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { RowProjections } from "../../../src/graph/projected/row-projections.js";
import { Answer } from "../../../src/providers/answer.js";
import { activeConsent, LIBERTY } from "../../support/builders.js";
import { GraphWorld } from "../../support/graph-world.js";

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

beforeEach(() => {
  world = GraphWorld.over(server);
  world.bank.accountsOf.set("c-1", ["a"]);
});

const methods = (): string[] => world.bank.calls.map(({ method }) => method);
const without = (cluster: string) => DATA_CLUSTERS.filter((granted) => granted !== cluster);
const refused = (dataCluster: string) => ({ extensions: { code: "DATA_CLUSTER_NOT_GRANTED", dataCluster } });

describe("Account.assetTransferNetworks", () => {
  const query = (fields: string): string =>
    `{ accounts { nodes { assetTransferNetworks { __typename type ${fields} } } } }`;

  it("shows the identifier masked, and leaves no record of that", async () => {
    const { data, errors } = await world.run(query("identifierDisplay"));
    expect(errors).toEqual([]);
    expect(data.accounts.nodes[0].assetTransferNetworks).toEqual([
      { __typename: "AssetTransferNetwork", type: "US_DTC", identifierDisplay: "••••3210" },
    ]);
    expect(world.audits.events()).toEqual([]);
  });

  it("leaves an audit record of the full identifier", async () => {
    const { data } = await world.run(query("identifier"));
    expect(data.accounts.nodes[0].assetTransferNetworks[0].identifier).toBe("9876543210");
    expect(world.audits.events()).toEqual(["account-number.read"]);
  });

  it("needs PAYMENT_SUPPORT, and is refused before a call", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: without("PAYMENT_SUPPORT") })];
    expect((await world.run(query("identifier"))).errors).toMatchObject([refused("PAYMENT_SUPPORT")]);
    expect(methods()).toEqual(["accounts"]);
    expect(world.audits.events()).toEqual([]);
  });
});

describe("Account.paymentNetworks, copied", () => {
  const networks = (fields: string): string =>
    `{ accounts { nodes { paymentNetworks { type ${fields} } } } }`;
  const bytes = Buffer.from('{"paymentNetworks":[{"type":"US_ACH","identifier":"9876543210"}]}');

  it.each([
    ["identifier", ["account-number.read"]],
    ["shown: identifier", ["account-number.read"]],
    ["identifierDisplay", []],
  ])("leave an audit record of what is read in full: %s", async (fields, events) => {
    world.bank.paymentNetworks = async () =>
      new Answer(bytes, () => ({ rows: [], next: undefined, totalElements: undefined }), "paymentNetworks");
    world.rowProjections = new RowProjections();
    await world.run(networks(""));
    expect((await world.run(networks(fields))).errors).toEqual([]);
    expect(world.rowProjections.counts).toEqual({ copied: 1, unusual: 0, looked_at: 1 });
    expect(world.audits.events()).toEqual(events);
  });
});

describe("Account.holders", () => {
  it("comes from the contact's call", async () => {
    const { data } = await world.run(
      "{ accounts { nodes { holders { relationship } contact { holders { relationship } } } } }",
    );
    const holders = [{ relationship: "PRIMARY" }];
    expect(data.accounts.nodes).toEqual([{ holders, contact: { holders } }]);
    expect(methods()).toEqual(["accounts", "contact"]);
    expect(world.bank.calls[0]?.argument).toMatchObject({ resultType: "lightweight" });
  });

  it("needs CUSTOMER_CONTACT, and is refused before a call", async () => {
    world.consents = [activeConsent("c-1", { grantedClusters: without("CUSTOMER_CONTACT") })];
    const { errors } = await world.run("{ accounts { nodes { holders { relationship } } } }");
    expect(errors).toMatchObject([refused("CUSTOMER_CONTACT")]);
    expect(methods()).toEqual(["accounts"]);
  });
});

describe("reward programmes", () => {
  const ofAccount = "{ accounts { nodes { rewardProgram { programName categories { categoryId } } } } }";

  it.each([["r-9"], [9]])("of an account are read by its rewardProgramId %p", async (rewardProgramId) => {
    world.bank.accountFields.set("a", { rewardProgramId });
    const { data, errors } = await world.run(ofAccount);
    expect(errors).toEqual([]);
    const id = String(rewardProgramId);
    const categories = [{ categoryId: "one" }, { categoryId: "two" }];
    expect(data.accounts.nodes).toEqual([{ rewardProgram: { programName: `programme ${id}`, categories } }]);
    expect(methods()).toEqual(["accounts", "rewardProgram", "rewardCategories"]);
    expect(world.bank.calls[0]?.argument).toMatchObject({ resultType: "details" });
    expect(world.bank.calls[2]?.argument).toMatchObject({ id });
  });

  it("cost no call for an account without", async () => {
    expect((await world.run(ofAccount)).data.accounts.nodes).toEqual([{ rewardProgram: null }]);
    expect(methods()).toEqual(["accounts"]);
  });

  it("come from all consents; one without an id has no categories", async () => {
    world.consents = [
      activeConsent("c-1"),
      activeConsent("c-2", { dataProviderId: LIBERTY, grantedClusters: without("REWARDS") }),
    ];
    const { data, errors } = await world.run(
      "{ rewardPrograms { rewardProgramId categories { categoryId } } }",
    );
    const categories = [{ categoryId: "one" }, { categoryId: "two" }];
    expect(data.rewardPrograms).toEqual([
      { rewardProgramId: "r-1", categories },
      { rewardProgramId: "r-2", categories },
      { rewardProgramId: null, categories: null },
      null,
    ]);
    expect(errors).toMatchObject([{ path: ["rewardPrograms", 3], ...refused("REWARDS") }]);
    expect(methods()).toEqual(["rewardPrograms", "rewardCategories", "rewardCategories"]);
  });

  it("are given up at half time where a bank hangs and categories are wanted, so that the others have theirs", async () => {
    world.consents = [activeConsent("c-1"), activeConsent("c-2", { dataProviderId: LIBERTY })];
    world.deadlineMs = 100;
    const answer = world.bank.rewardPrograms.bind(world.bank);
    world.bank.rewardPrograms = async (call, cursor) =>
      call.reference.consentId === "c-2" ? new Promise(() => undefined) : answer(call, cursor);
    const { data, errors } = await world.run("{ rewardPrograms { categories { categoryId } } }");
    expect(data.rewardPrograms.map((program: unknown) => program === null)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(errors).toMatchObject([{ path: ["rewardPrograms", 3], extensions: { code: "PROVIDER_TIMEOUT" } }]);
  });

  it("of an account need REWARDS, and are refused before a call", async () => {
    world.bank.accountFields.set("a", { rewardProgramId: "r-1" });
    world.consents = [activeConsent("c-1", { grantedClusters: without("REWARDS") })];
    expect((await world.run(ofAccount)).errors).toMatchObject([refused("REWARDS")]);
    expect(methods()).toEqual(["accounts"]);
  });
});

describe("Statement.downloadUrl", () => {
  const query = "{ accounts(first: 1) { nodes { statements { nodes { statementId downloadUrl } } } } }";
  const LINK = "https://files.test/doc?sig=abc";

  beforeEach(() => {
    world.bank.history = ["s-1", "s-2"];
    world.bank.statementLinks.set("s-1", LINK);
  });

  it("is the bank's address, with an audit record for each that was handed out", async () => {
    const { data, errors } = await world.run(query);
    expect(errors).toEqual([]);
    expect(data.accounts.nodes[0].statements.nodes).toEqual([
      { statementId: "s-1", downloadUrl: LINK },
      { statementId: "s-2", downloadUrl: null },
    ]);
    expect(world.bank.calls[2]?.argument).toEqual({ accountId: "a", statementId: "s-1" });
    expect(world.audits.events()).toEqual(["statement-link.read"]);
  });

  it("costs no call unless it is selected", async () => {
    await world.run(query.replace("downloadUrl", "status"));
    expect(methods()).toEqual(["accounts", "statements"]);
  });

  it.each([[{ status: "PROCESSING" }], [{ status: "FAILED" }], [{ statementId: undefined }]])(
    "is null without a call for a statement with %p",
    async (members) => {
      world.bank.rowOf = (statementId) => ({ statementId, ...members });
      const { data, errors } = await world.run(query);
      expect(errors).toEqual([]);
      expect(data.accounts.nodes[0].statements.nodes[0].downloadUrl).toBeNull();
      expect(methods()).toEqual(["accounts", "statements"]);
    },
  );
});
