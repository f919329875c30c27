import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/free-port.js";
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

describe("Flinks Connect on a bad day", () => {
  it("counts as down once readings of five people have failed, and what was read before is given", async () => {
    const people = ["alex", "brigitte", "wei", "noor", "morgan"];
    for (const personId of people) await world.link(HARBOUR, { personId });
    const accounts = async (personId: string): Promise<unknown[]> => {
      const { data } = await world.gateway.query(personId, "{ accounts { nodes { id } } }");
      return data.accounts.nodes;
    };
    for (const personId of people) expect(await accounts(personId)).not.toEqual([]);
    await world.gateway.stopGateway();
    const { flinks, upstream, ...config } = world.gateway.config();
    const [nobody, metrics] = [await freePort(), await freePort()];
    const apiBaseUrl = new URL(`http://127.0.0.1:${nobody}/`);
    const connect = flinks?.connect && { ...flinks.connect, apiBaseUrl, maxAgeMinutes: 1 };
    await world.gateway.startGateway({
      ...{ ...config, flinks: { ...flinks, banks: [], outboundPolicy: "prefer", connect } },
      ...{ upstream: { ...upstream, guard: true }, metrics: { host: "127.0.0.1", port: metrics } },
    });
    world.clock.advance(10 * 60_000);
    for (const personId of people) expect(await accounts(personId)).not.toEqual([]);
    await eventually(async () => {
      const { text } = await world.gateway.get(`http://127.0.0.1:${metrics}/metrics`);
      return text.includes('fdx_provider_breaker_open{provider="flinks-connect"} 1\n');
    });
  }, 60_000);
});
