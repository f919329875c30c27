import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { GraphWorld } from "../../../support/graph-world.js";

let server: ApolloServer<GraphContext>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => {
  await server.stop();
});

beforeEach(() => {
  world = GraphWorld.over(server);
  world.bank.accountsOf.set("c-1", ["a", "b"]);
});

const asked = (): unknown[] => world.bank.calls.map(({ method }) => method);

describe("account(id) beside accounts", () => {
  const both = (fields = "id"): string =>
    `{ account(id: "${world.accountId("b")}") { ${fields} } accounts { nodes { accountId } } }`;

  it("is found in the list, by one call with what both need", async () => {
    const { data, extensions } = await world.run(both("lastActivityDate accountId"));
    expect(data.account).toMatchObject({ accountId: "b" });
    expect(world.bank.calls).toMatchObject([{ method: "accounts", argument: { resultType: "details" } }]);
    expect(extensions.upstream).toEqual({ planned: 1, made: 1, cached: 0 });
  });

  it("is null if the list does not have it", async () => {
    world.bank.accountsOf.set("c-1", ["a"]);
    expect((await world.run(both())).data).toMatchObject({ account: null, accounts: { nodes: [{}] } });
    expect(asked()).toEqual(["accounts"]);
  });

  it("is asked for by its id where the list breaks off", async () => {
    world.bank.endlessList = true;
    const { data, extensions } = await world.run(both());
    expect(data.account).toEqual({ id: world.accountId("b") });
    expect(extensions.nulls).toMatchObject([{ path: ["accounts"], missing: true }]);
  });

  it("is not looked for in a list that @skip leaves out", async () => {
    await world.run(both().replace("accounts {", "accounts @skip(if: true) {"));
    expect(world.bank.calls).toMatchObject([{ method: "accounts", argument: { accountIds: ["b"] } }]);
  });
});

describe("rewardProgram beside rewardPrograms", () => {
  const both = "{ rewardPrograms { programName } accounts { nodes { rewardProgram { programName } } } }";

  beforeEach(() => {
    world.bank.accountsOf.set("c-1", ["a"]);
    world.bank.accountFields.set("a", { accountCategory: "LOC_ACCOUNT", rewardProgramId: "r-1" });
  });

  it("is found in the list", async () => {
    const { extensions } = await world.run(both);
    expect(asked().sort()).toEqual(["accounts", "rewardPrograms"]);
    expect(extensions.upstream).toEqual({ planned: 2, made: 2, cached: 0 });
  });

  it("is asked for by its id where the bank has no list, or another one", async () => {
    world.bank.accountFields.set("a", { accountCategory: "LOC_ACCOUNT", rewardProgramId: "r-9" });
    expect((await world.run(both)).extensions.upstream).toEqual({ planned: 3, made: 3, cached: 0 });
    world.declare("REWARD_PROGRAMS");
    const { data } = await world.run(both);
    expect(data.accounts.nodes).toEqual([{ rewardProgram: { programName: "programme r-9" } }]);
  });
});
