import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CAPITAL, FlinksWorld } from "../support/flinks-world.js";

let world: FlinksWorld;

beforeAll(async () => {
  world = await FlinksWorld.start();
});

afterAll(async () => {
  await world.close();
});

describe("Flinks Outbound behind the gateway", () => {
  it("lists the banks that the recipient is registered with, and the others on request", async () => {
    const nodes = "nodes { id name country registration preferredRoute dataClusters }";
    const { data } = await world.gateway.query(
      "alex",
      `{ connectable: dataProviders { ${nodes} } all: dataProviders(connectable: false, search: "credit") { ${nodes} } }`,
    );
    expect(data.connectable.nodes.map((bank: any) => [bank.name, bank.preferredRoute])).toEqual([
      ["Flinks Capital", "OUTBOUND"],
      ["Harbour Credit Union", "CONNECT"],
      ["Liberty Bank", "FDX"],
      ["Maple Bank", "FDX"],
      ["Prairie Community Bank", "OUTBOUND"],
    ]);
    expect(data.all.nodes).toMatchObject([
      { name: "Aurora Credit Union", registration: "AVAILABLE", preferredRoute: null, dataClusters: [] },
      { name: "Harbour Credit Union", registration: null },
    ]);
  });

  it("shows a person's accounts there beside those of a plain FDX bank, each with its source", async () => {
    await world.connect(CAPITAL, { personId: "alex" });
    await world.gateway.connect({ personId: "alex", provider: "maple" });
    const { data, errors } = await world.gateway.query(
      "alex",
      `{ accounts { nodes { source asOf consent { route dataProvider { name } } ... on DepositAccount { currentBalance } } problems { code } }
         customers { nodes { source customerId } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.accounts.problems).toEqual([]);
    const sources = new Set(data.accounts.nodes.map((node: any) => `${node.source} ${node.consent.route}`));
    expect(sources).toEqual(new Set(["FDX FDX", "FLINKS_OUTBOUND OUTBOUND"]));
    expect(data.customers.nodes.map((customer: any) => customer.source)).toEqual(["FLINKS_OUTBOUND", "FDX"]);
  });
});
