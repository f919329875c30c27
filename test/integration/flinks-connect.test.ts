import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { FlinksWorld, HARBOUR } from "../support/flinks-world.js";

let world: FlinksWorld;

beforeAll(async () => {
  world = await FlinksWorld.start();
});

afterAll(async () => {
  await world.close();
});

describe("Flinks Connect behind the gateway", () => {
  it("shows a bank without an open-banking API beside the others", async () => {
    await world.link(HARBOUR);
    const { data, errors, extensions } = await world.gateway.query(
      "alex",
      `{ accounts { nodes { source asOf accountNumberDisplay consent { route dataProvider { name preferredRoute } }
           ... on DepositAccount { currentBalance interestRate } } problems { code message } }
         customers { nodes { source } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.accounts.problems).toEqual([]);
    expect(data.accounts.nodes.length).toBeGreaterThan(2);
    expect(data.accounts.nodes[0]).toMatchObject({
      source: "FLINKS_CONNECT",
      consent: {
        route: "CONNECT",
        dataProvider: { name: "Harbour Credit Union", preferredRoute: "CONNECT" },
      },
    });
    expect(extensions?.nulls).toContainEqual(expect.objectContaining({ reason: "NOT_SUPPORTED" }));
  }, 30_000);
});
