import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { request } from "undici";
import { APP, AUDIENCE, GatewayWorld } from "../support/gateway-world.js";

let world: GatewayWorld;
let authorization: string;

beforeAll(async () => {
  world = await GatewayWorld.start();
  await world.connect();
  authorization = `Bearer ${await world.token("alex")}`;
});

afterAll(async () => {
  await world.close();
});

const codes = (answer: { errors: readonly { extensions: any }[] | undefined }): unknown[] =>
  (answer.errors ?? []).map((error) => error.extensions.code);

const ask = (query: string, variables = {}): ReturnType<GatewayWorld["post"]> =>
  world.post(JSON.stringify({ query, variables }), { authorization });

describe("bad input gets a clear error with a stable code", () => {
  it.each([
    ["malformed JSON", "{", 400, "BAD_REQUEST"],
    ["empty body", "", 400, "BAD_REQUEST"],
    ["a JSON list", "[]", 400, "BAD_REQUEST"],
    ["no query", "{}", 400, "BAD_REQUEST"],
    ["prototype pollution", '{"__proto__":{"query":"{__typename}"}}', 400, "BAD_REQUEST"],
    ["not GraphQL", '{"query":"{"}', 400, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", '{"query":"{ acounts { nodes { id } } }"}', 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a variable of the wrong type",
      '{"query":"query($n:Int!){accounts(first:$n){totalCount}}","variables":{"n":"x"}}',
      400,
      "BAD_USER_INPUT",
    ],
    [
      "a day that no calendar has",
      '{"query":"query($d:Date){accountTransactions(accountId:\\"x\\",startDate:$d){totalCount}}","variables":{"d":"2026-02-30"}}',
      400,
      "BAD_USER_INPUT",
    ],
    ["a subscription", '{"query":"subscription{consents{id}}"}', 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a persisted query",
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}',
      400,
      "PERSISTED_QUERY_NOT_SUPPORTED",
    ],
    [
      "two operations, none named",
      '{"query":"query A{consents{id}} query B{consents{id}}"}',
      400,
      "OPERATION_RESOLUTION_FAILURE",
    ],
    [
      "a body of 200 kB",
      JSON.stringify({ query: `{consents{id}} #${"x".repeat(200_000)}` }),
      413,
      "PAYLOAD_TOO_LARGE",
    ],
  ])("%s", async (_name, body, status, code) => {
    const answer = await world.post(body, { authorization });
    expect([answer.status, codes(answer)]).toEqual([status, [code]]);
    expect(JSON.stringify(answer.errors)).not.toMatch(/stacktrace|node_modules|\.ts:|\.js:/);
  });

  it.each([
    ["x-request-timeout-ms", "soon"],
    ["cache-control", "max-age=-1"],
    ["fdx-api-actor-type", "ROBOT"],
  ])("the header %s: %s, before the body is read", async (name, value) => {
    const answer = await world.post("no JSON", { authorization, [name]: value });
    expect([answer.status, codes(answer)]).toEqual([400, ["BAD_REQUEST"]]);
    // A body that cannot be read would have been told of otherwise: its content type is looked at first.
    const unread = await world.post("x", { authorization, [name]: value, "content-type": "text/plain" });
    expect(unread.status).toBe(400);
  });

  it.each([
    ["first: -1", "{ accounts(first: -1) { totalCount } }", "first"],
    ["first: 0", "{ accounts(first: 0) { totalCount } }", "first"],
    ["first: 100000", "{ accounts(first: 100000) { totalCount } }", "first"],
    [
      "a day before 1900",
      `{ accounts { nodes { transactions(startDate: "0001-01-01") { totalCount } } } }`,
      "startDate",
    ],
    [
      "dates reversed",
      `{ accounts { nodes { transactions(startDate: "2026-02-01", endDate: "2026-01-01") { totalCount } } } }`,
      "startDate",
    ],
  ])("%s", async (_name, query, argument) => {
    const answer = await ask(query);
    expect(answer.status).toBe(200);
    expect(new Set(codes(answer))).toEqual(new Set(["ARGUMENT_INVALID"]));
    expect(answer.errors?.[0]?.extensions.argument).toBe(argument);
  });

  it.each([
    ["a cursor of nobody", "rubbish"],
    ["an empty cursor", ""],
  ])("%s", async (_name, after) => {
    const answer = await ask("query ($after: String) { accounts(after: $after) { totalCount } }", { after });
    expect(codes(answer)).toEqual(["CURSOR_INVALID"]);
  });

  it("a cursor of another list", async () => {
    const { data } = await ask(
      "{ accounts { nodes { id transactions(first: 1) { pageInfo { endCursor } } } } }",
    );
    const [first, second] = data.accounts.nodes;
    const after = first.transactions.pageInfo.endCursor;
    const answer = await ask(
      "query ($id: ID!, $after: String) { accountTransactions(accountId: $id, after: $after) { totalCount } }",
      { id: second.id, after },
    );
    expect(codes(answer)).toEqual(["CURSOR_INVALID"]);
  });

  it.each([
    ["too deep", `{ accounts { nodes { ${"consent { dataProvider { ".repeat(8)} id ${"} }".repeat(8)} } } }`],
    [
      "too many aliases",
      `{ ${Array.from({ length: 9 }, (_, i) => `r${i}: consents { ${Array.from({ length: 9 }, (_, j) => `a${j}: __typename`).join(" ")} }`).join(" ")} }`,
    ],
  ])("%s", async (_name, query) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toContain("OPERATION_TOO_COMPLEX");
  });

  it("a fragment bomb is refused at once", async () => {
    const levels = Array.from(
      { length: 18 },
      (_, i) => `fragment F${i} on Query { a${i}: __typename ...F${i + 1} b: __typename ...F${i + 1} }`,
    );
    const answer = await ask(`{ ...F0 } ${levels.join(" ")} fragment F18 on Query { __typename }`);
    expect(answer.status).toBe(400);
  });

  it("a path that cannot be decoded", async () => {
    const { status, headers, text } = await world.get(`${world.url}/%zz`);
    expect(status).toBe(400);
    expect(headers["x-content-type-options"] ?? headers["cache-control"]).toBeDefined();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
  });

  it("another content type", async () => {
    const answer = await world.post("query=1", { authorization, "content-type": "text/plain" });
    expect([answer.status, codes(answer)]).toEqual([415, ["UNSUPPORTED_MEDIA_TYPE"]]);
  });

  it.each(["GET", "PUT", "DELETE"] as const)("%s /graphql", async (method) => {
    const answer = await request(`${world.url}/graphql?query={__typename}`, {
      method,
      headers: { authorization },
    });
    const body = (await answer.body.json()) as any;
    expect(answer.statusCode).toBe(405);
    expect(body.errors[0].extensions.code).toBe("METHOD_NOT_ALLOWED");
  });
});

describe("who is calling", () => {
  const anonymous = {
    errors: [
      {
        message: "A valid access token is required.",
        extensions: { code: "UNAUTHENTICATED", retryable: false },
      },
    ],
  };
  const tokenOf = async (change: object): Promise<string> =>
    world.identity.accessToken({ personId: "alex", appId: APP, audience: AUDIENCE, ...change });

  it.each([
    ["no token", async () => ""],
    ["another scheme", async () => "Basic YWxleDpzYW5kYm94"],
    ["rubbish", async () => "Bearer a.b.c"],
    ["an expired token", async () => `Bearer ${await tokenOf({ expiresInSeconds: -60 })}`],
    ["a token for somebody else", async () => `Bearer ${await tokenOf({ audience: "other-api" })}`],
    ["a token of an unregistered app", async () => `Bearer ${await tokenOf({ appId: "stranger" })}`],
    ["a changed token", async () => `Bearer ${(await tokenOf({})).slice(0, -6)}AAAAAA`],
  ])("%s: always the same answer, before anything is parsed", async (_name, make) => {
    const header = await make();
    for (const body of ["{", '{"query":"{ __schema { types { name } } }"}', "x".repeat(300_000)]) {
      const answer = await world.post(body, header === "" ? {} : { authorization: header });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect({ errors: answer.errors }).toEqual(anonymous);
    }
  });
});

describe("a bank that is down", () => {
  it.each([
    [503, "PROVIDER_UNAVAILABLE", true],
    [504, "PROVIDER_TIMEOUT", true],
    [408, "PROVIDER_TIMEOUT", true],
    [400, "PROVIDER_REFUSED", false],
    [405, "PROVIDER_UNSUPPORTED", false],
    [501, "PROVIDER_UNSUPPORTED", false],
    // Last: it is not asked for the same again for a minute.
    [429, "PROVIDER_RATE_LIMITED", true],
  ])("answers %i: a typed error beside the data", async (status, code, retryable) => {
    await world.control("PUT", `${world.banks.maple.controlUrl}/availability`, { status });
    const answer = await ask("{ customer { id } consents { phase } }");
    await world.control("PUT", `${world.banks.maple.controlUrl}/availability`, { status: null });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ customer: null, consents: [{ phase: "ACTIVE" }] });
    const userMessage = expect.stringMatching(/^Your bank .*\.$/);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code, retryable, userMessage });
  });

  it("a foreign id looks exactly like a missing one", async () => {
    const mine = await ask("{ accounts { nodes { id } } }");
    const id = mine.data.accounts.nodes[0].id;
    const query = "query ($id: ID!) { account(id: $id) { id } }";
    const foreign = await world.query("wei", query, { id });
    const missing = await world.query("wei", query, { id: "nothing" });
    expect(JSON.stringify(foreign.data)).toBe(JSON.stringify(missing.data));
    expect(foreign.errors).toBeUndefined();
  });

  it("is still up after all this", async () => {
    const answer = await ask("{ consents { phase } }");
    expect(answer.data).toEqual({ consents: [{ phase: "ACTIVE" }] });
    expect((await world.get(`${world.url}/readyz`)).status).toBe(200);
  });
});
