import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { DataProviderInfo } from "../../../../src/core/data-provider-info.js";
import { DataProviderId } from "../../../../src/core/ids.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { BankDirectory } from "../../../../src/providers/directory/bank-directory.js";
import { ProviderDirectory } from "../../../../src/providers/provider-directory.js";
import { providerProfile } from "../../../support/builders.js";
import { GraphWorld } from "../../../support/graph-world.js";

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

afterAll(async () => server.stop());

beforeEach(() => {
  world = GraphWorld.over(server);
  const configured = [
    bank("desjardins", "Caisse Desjardins du Québec"),
    bank("first", "First Bank", { country: "US" }),
    bank("later", "Later Bank", { ways: [], registration: "PENDING_APPROVAL" }),
    bank("nowhere", "Nowhere Bank", { country: undefined }),
  ];
  world.banks = new BankDirectory({ configured, providers: new ProviderDirectory([]) });
});

function bank(name: string, title: string, changes: Partial<DataProviderInfo> = {}): DataProviderInfo {
  const id = DataProviderId(name);
  return { id, name: title, country: "CA", ways: [providerProfile(id)], ...changes };
}

async function found(args: string): Promise<readonly string[]> {
  const { data, errors } = await world.run(`{ dataProviders(${args}) { nodes { id country } totalCount } }`);
  expect(errors).toEqual([]);
  expect(data.dataProviders.totalCount).toBe(data.dataProviders.nodes.length);
  return data.dataProviders.nodes.map(({ id }: any) => id);
}

describe("searching data providers", () => {
  it.each([
    ["a part of the name", "jardins", ["desjardins"]],
    ["other letter case", "FIRST b", ["first"]],
    ["no accents", "quebec", ["desjardins"]],
    ["accents that the name lacks", "fírst", ["first"]],
    ["accents as marks of their own", "Que\u0301bec", ["desjardins"]],
    ["blanks around it", "  bank  ", ["first", "nowhere"]],
    ["what no name has", ".*", []],
    ["nothing", "", ["desjardins", "first", "nowhere"]],
  ])("finds by %s", async (_how, search, ids) => {
    expect(await found(`search: ${JSON.stringify(search)}`)).toEqual(ids);
  });

  it.each([
    ["CA", ["desjardins"]],
    ["US", ["first"]],
    ["FR", []],
  ])("finds by country: %s", async (country, ids) => {
    expect(await found(`country: "${country}"`)).toEqual(ids);
  });

  it("shows those that cannot be connected only when asked", async () => {
    expect(await found(`connectable: false, search: "bank"`)).toEqual(["first", "later", "nowhere"]);
  });

  it("takes a hundred characters and no more", async () => {
    expect(await found(`search: "${"é".repeat(100)}"`)).toEqual([]);
    const { errors } = await world.run(`{ dataProviders(search: "${"x".repeat(101)}") { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: "ARGUMENT_INVALID", argument: "search" } }]);
  });

  it("pages through what was found, and refuses a cursor that is none of it", async () => {
    const page = async (after: string): Promise<any> =>
      world.run(
        `{ dataProviders(search: "bank", first: 1${after}) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
      );
    const { endCursor, hasNextPage } = (await page("")).data.dataProviders.pageInfo;
    expect(hasNextPage).toBe(true);
    expect((await page(`, after: "${endCursor}"`)).data.dataProviders).toMatchObject({
      nodes: [{ id: "nowhere" }],
      pageInfo: { hasNextPage: false },
    });
    expect((await page(`, after: "nobody"`)).errors).toMatchObject([
      { extensions: { code: "CURSOR_INVALID" } },
    ]);
  });

  it("shows a bank without a way as what it is", async () => {
    const fields = "registration preferredRoute routes dataClusters capability { fdxVersion }";
    const { data } = await world.run(
      `{ dataProviders(connectable: false, search: "later") { nodes { ${fields} } } }`,
    );
    expect(data.dataProviders.nodes).toEqual([
      {
        ...{ registration: "PENDING_APPROVAL", preferredRoute: null, routes: [], dataClusters: [] },
        capability: null,
      },
    ]);
  });
});
