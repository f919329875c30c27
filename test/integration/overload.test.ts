import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { Agent, Client, type Dispatcher, request } from "undici";
import { eventually } from "../support/eventually.js";
import { freePort } from "../support/free-port.js";
import { type GraphQLAnswer, GatewayWorld } from "../support/gateway-world.js";
import { seriesIn } from "../support/metrics-text.js";

const LIMIT = 4;
const OTHER_APP = "other-app";
const ACCOUNTS = "{ accounts { totalCount } }";

let world: GatewayWorld;
let metricsUrl: string;
/** Of the bank that is not slow. */
let consentId: string;
let hangUp: AbortController;
const waiting: Promise<unknown>[] = [];

beforeAll(async () => {
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  const overload = { maxInFlight: LIMIT, loopDelayMs: 100_000 };
  world = await GatewayWorld.start({ config: { overload, metrics: { host: "127.0.0.1", port } } });
  await world.connect();
  ({ id: consentId } = await world.connect({ provider: "liberty" }));
  await world.control("PUT", `${world.banks.maple.controlUrl}/faults`, { name: "answer-late" });
});

beforeEach(async () => {
  hangUp = new AbortController();
  await fill();
});

afterEach(async () => {
  hangUp.abort();
  await Promise.all(waiting.splice(0));
  await eventually(async () => (await metric("fdx_requests_in_flight")) === 0);
});

afterAll(() => world.close());

const metric = async (series: string): Promise<number | undefined> =>
  seriesIn((await world.get(metricsUrl)).text).get(series);

async function headersOf(appId?: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await world.token("alex", appId)}`, "content-type": "application/json" };
}

/** As many requests as may be in flight, all of the first app, all waiting for a bank that takes twelve seconds. */
async function fill(): Promise<void> {
  const headers = await headersOf();
  for (let index = 0; index < LIMIT; index += 1) {
    const asked = request(`${world.url}/graphql`, {
      ...{ method: "POST", headers, body: JSON.stringify({ query: ACCOUNTS }), signal: hangUp.signal },
    });
    waiting.push(asked.catch((failure: unknown) => failure));
  }
  await eventually(async () => (await metric("fdx_requests_in_flight")) === LIMIT);
}

async function post(dispatcher: Dispatcher, body: string, headers = {}): Promise<Dispatcher.ResponseData> {
  return request(`${world.url}/graphql`, { method: "POST", headers, body, dispatcher });
}

function revocation(id: string): string {
  return JSON.stringify({
    query: "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }",
    variables: { id },
  });
}

describe("a gateway with as much in flight as it takes", () => {
  it("says so at once, in the form of every error, and is itself again when requests have ended", async () => {
    const refused = await world.query("alex", "{ __typename }");
    expect(refused.status).toBe(503);
    expect(refused.headers).toMatchObject({ "retry-after": "1", "cache-control": "no-store" });
    expect(refused.errors).toEqual([
      { message: expect.any(String), extensions: { code: "OVERLOADED", retryable: true } },
    ]);
    hangUp.abort();
    await eventually(async () => (await metric("fdx_requests_in_flight")) === 0);
    expect((await world.query("alex", "{ __typename }")).status).toBe(200);
    expect(await metric('fdx_requests_shed_total{cause="in_flight"}')).toBeGreaterThan(0);
    expect(await metric("fdx_requests_limit")).toBe(LIMIT);
  });

  it("refuses before it looks at who asks: a token that is none costs nothing", async () => {
    expect((await world.post("no JSON", { authorization: "Bearer a.b.c" })).status).toBe(503);
    expect((await world.post(JSON.stringify({ query: ACCOUNTS }))).status).toBe(503);
  });

  it("keeps the connection, unless there is a large body on it that nobody reads", async () => {
    let connections = 0;
    const client = new Client(world.url);
    client.on("connect", () => (connections += 1));
    for (const size of [10, 60_000]) {
      const { statusCode, headers, body } = await post(client, "x".repeat(size), await headersOf());
      expect([statusCode, headers["connection"]]).toEqual([503, "keep-alive"]);
      await body.dump();
    }
    expect(connections).toBe(1);
    const { statusCode, headers, body } = await post(client, "x".repeat(70_000), await headersOf());
    expect([statusCode, headers["connection"]]).toEqual([503, "close"]);
    await body.dump();
    await client.destroy();
  });

  it("is alive and ready all the same", async () => {
    for (const path of ["/healthz", "/readyz"]) expect((await world.get(world.url + path)).status).toBe(200);
    expect((await world.get(`${world.url}/oauth/callback/maple`)).status).toBe(400);
  });

  it("takes a consent back, and nothing that only looks like it", async () => {
    const headers = await headersOf();
    const refused = async (body: string): Promise<void> => {
      expect((await world.post(body, headers)).status).toBe(503);
    };
    await refused(JSON.stringify({ query: "{ consents { id } } # revokeConsent" }));
    await refused(`[${revocation(consentId)}]`);
    await refused(revocation(consentId) + " ".repeat(4096));
    const revoked = await world.post(revocation(consentId), headers);
    expect([revoked.status, revoked.data]).toEqual([200, { revokeConsent: { phase: "REVOKED" } }]);
    // Who asks is looked at then, as ever.
    expect((await world.post(revocation(consentId))).status).toBe(401);
  });

  it("lets another app in: the one that has taken everything is not the only one", async () => {
    const ask = (): Promise<GraphQLAnswer> => world.query("alex", "{ consents { id } }", {}, OTHER_APP);
    expect((await ask()).data).toEqual({ consents: [] });
    expect((await world.query("alex", "{ consents { id } }")).status).toBe(503);
    expect((await ask()).status).toBe(200);
  });

  it("does not wait long for a body that might be a revocation, and waits for a few at once alone", async () => {
    const headers = await headersOf();
    const agent = new Agent();
    const slow = Array.from({ length: 64 }, async () => {
      const body = (async function* drip() {
        yield "{";
        await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
      })();
      const length = { "content-length": "100" };
      return request(`${world.url}/graphql`, {
        ...{ method: "POST", headers: { ...headers, ...length }, dispatcher: agent },
        body: body as never,
      });
    });
    const answers = await Promise.all(slow.map((each) => each.then(({ statusCode }) => statusCode)));
    expect(new Set(answers)).toEqual(new Set([503]));
    expect((await world.post(revocation("of nobody"), headers)).status).toBe(200);
    await agent.destroy();
  });
});
