import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ApolloServer } from "@apollo/server";
import { DATA_CLUSTERS } from "../../../src/core/data-cluster.js";
import { FDX_RESOURCE_NAMES, FDX_RESOURCES } from "../../../src/core/fdx-resource.js";
import type { GraphContext } from "../../../src/graph/context.js";
import { createGraphQLServer } from "../../../src/graph/graphql-server.js";
import { GraphWorld } from "../../support/graph-world.js";

const CAPABILITY = `{ dataProviders(first: 1) { nodes { capability {
  fdxVersion
  resources { resource dataClusters support lastSeenAt }
  types { name filled sampled }
} } } }`;

const BALANCES = "{ accounts { nodes { ... on DepositAccount { currentBalance } } } }";

let server: ApolloServer<GraphContext>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: true });
});

afterAll(() => server.stop());

beforeEach(() => {
  world = GraphWorld.over(server);
  serve("a");
});

function serve(...ids: string[]): void {
  world.bank.accountsOf.set("c-1", ids);
  for (const id of ids) {
    world.bank.accountFields.set(id, { accountCategory: "DEPOSIT_ACCOUNT", currentBalance: 1 });
  }
}

async function capability(): Promise<any> {
  const { data, errors } = await world.run(CAPABILITY);
  expect(errors).toEqual([]);
  return data.dataProviders.nodes[0].capability;
}

describe("DataProvider.capability", () => {
  it("lists everything that can be asked for, and knows nothing at first, without a call", async () => {
    const { fdxVersion, resources, types } = await capability();
    expect([fdxVersion, types]).toEqual(["6.4", []]);
    expect(resources).toEqual(
      FDX_RESOURCE_NAMES.map((resource) => ({
        ...{ resource, support: "UNKNOWN", lastSeenAt: null },
        dataClusters: FDX_RESOURCES[resource].dataClusters,
      })),
    );
    for (const { dataClusters } of resources) {
      for (const cluster of dataClusters) expect(DATA_CLUSTERS).toContain(cluster);
    }
    expect(world.bank.calls).toEqual([]);
  });

  it("tells what was served, to the hour, and which fields came filled", async () => {
    serve("a", "b", "c", "d", "e");
    await world.run(BALANCES);
    const { resources, types } = await capability();
    const served = resources.filter(({ support }: any) => support !== "UNKNOWN");
    expect(served).toMatchObject([
      { resource: "ACCOUNTS", support: "SUPPORTED", lastSeenAt: "2026-03-01T12:00:00.000Z" },
    ]);
    const filled = ["accountCategory", "accountId", "currentBalance"];
    expect(types).toEqual([{ name: "DepositAccount", filled, sampled: 5 }]);
  });

  it("tells nothing of a type of which few records were looked at", async () => {
    serve("a", "b", "c", "d");
    await world.run(BALANCES);
    expect((await capability()).types).toEqual([]);
    expect(world.capability.report().entities).toMatchObject([{ name: "DepositAccount", sampled: 4 }]);
  });

  it("is the same all hour long, whoever is served, and is new when the next hour begins", async () => {
    serve("a", "b", "c", "d", "e");
    await world.run(BALANCES);
    const first = await capability();
    await world.run(BALANCES);
    await world.run("{ customer { customerId } }");
    world.clock.advance(60 * 60_000 - 1);
    expect(await capability()).toEqual(first);
    world.clock.advance(1);
    const next = await capability();
    expect(next.types).toMatchObject([{ name: "DepositAccount", sampled: 10 }]);
    expect(next.resources).toContainEqual(
      expect.objectContaining({ resource: "CUSTOMER", support: "SUPPORTED" }),
    );
  });

  it("does not tell the moment at which somebody else was served", async () => {
    world.clock.advance(59 * 60_000);
    await world.run("{ accounts { nodes { accountId } } }");
    const { resources } = await capability();
    const { lastSeenAt } = resources.find(({ resource }: any) => resource === "ACCOUNTS");
    expect(lastSeenAt).toBe("2026-03-01T12:00:00.000Z");
  });

  it("tells what is declared, which an operation then asks for in vain and without a call", async () => {
    world.declare("TRANSACTIONS");
    const { resources } = await capability();
    expect(resources.find(({ resource }: any) => resource === "TRANSACTIONS").support).toBe("UNSUPPORTED");
    const { errors } = await world.run(
      "query ($id: ID!) { accountTransactions(accountId: $id) { nodes { id } } }",
      {
        id: world.accountId("a"),
      },
    );
    expect(errors).toMatchObject([{ extensions: { code: "PROVIDER_UNSUPPORTED" } }]);
    expect(world.bank.calls).toEqual([]);
  });
});
