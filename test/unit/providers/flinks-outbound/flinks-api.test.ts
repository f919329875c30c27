import { describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { FakeFlinks } from "../../../support/fake-flinks.js";

const REFERENCES = { "ob-correlation-id": "corr-0001", "ob-trace-id": "trace-0001" };

async function failureOf(work: Promise<unknown>): Promise<GatewayError> {
  const failure: unknown = await work.then(
    () => undefined,
    (rejected: unknown) => rejected,
  );
  if (failure instanceof GatewayError) return failure;
  throw new Error(`not a GatewayError: ${String(failure)}`);
}

describe("tokens of FlinksApi", () => {
  it("are the recipient's without a scope, and the partner's with client:admin", async () => {
    const flinks = new FakeFlinks();
    const api = flinks.api();
    await api.registeredProviders();
    await api.supportedProviders();
    expect(flinks.tokenRequests.map(({ body }) => JSON.parse(body ?? "") as unknown)).toEqual([
      { grant_type: "client_credentials", client_id: "dc-1", client_secret: "recipient secret" },
      {
        ...{ grant_type: "client_credentials", scope: "client:admin" },
        ...{ client_id: "partner-1", client_secret: "partner secret" },
      },
    ]);
    expect(flinks.calls.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  it("are asked for with a form, where the settings say so", async () => {
    const flinks = new FakeFlinks();
    const form = "application/x-www-form-urlencoded";
    await flinks.api({ clientAuthentication: "client_secret_post", tokenContentType: form }).recipients();
    const [request] = flinks.tokenRequests;
    expect(request?.headers["content-type"]).toBe(form);
    expect(request?.body).toBe(
      "grant_type=client_credentials&scope=client%3Aadmin&client_id=partner-1&client_secret=partner+secret",
    );
  });

  it("are asked for with a header, where the settings say so", async () => {
    const flinks = new FakeFlinks();
    await flinks.api({ clientAuthentication: "client_secret_basic" }).recipients();
    const [request] = flinks.tokenRequests;
    const credentials = Buffer.from("partner-1:partner+secret").toString("base64");
    expect(request?.headers["authorization"]).toBe(`Basic ${credentials}`);
    expect(JSON.parse(request?.body ?? "")).toEqual({
      ...{ grant_type: "client_credentials", scope: "client:admin" },
    });
  });

  it("are used until shortly before they die", async () => {
    const flinks = new FakeFlinks();
    const api = flinks.api();
    await api.recipients();
    flinks.clock.advance(268_000);
    await api.recipients();
    expect(flinks.tokenRequests).toHaveLength(1);
    flinks.clock.advance(1_000);
    await api.recipients();
    expect(flinks.tokenRequests).toHaveLength(2);
  });

  it("are asked for once by all who wait", async () => {
    const flinks = new FakeFlinks();
    const api = flinks.api();
    await Promise.all([api.recipients(), api.registrations(), api.supportedProviders()]);
    expect(flinks.tokenRequests).toHaveLength(1);
  });

  it("are asked for again after a failure", async () => {
    const flinks = new FakeFlinks();
    const api = flinks.api();
    flinks.tokenAnswer = () => ({ status: 503 });
    await failureOf(api.recipients());
    flinks.tokenAnswer = undefined;
    expect(await api.recipients()).toEqual([]);
  });

  it.each([400, 401])("are replaced once when a kept one is answered with %s", async (status) => {
    const flinks = new FakeFlinks();
    const api = flinks.api();
    await api.recipients();
    flinks.answer = ({ headers }) =>
      headers["authorization"] === "Bearer token-1"
        ? { status, body: { error: "invalid_request" } }
        : { body: [{ client_id: "dc-1" }] };
    expect(await api.recipients()).toMatchObject([{ clientId: "dc-1" }]);
    flinks.answer = () => ({ status, body: { error: "invalid_request" } });
    expect((await failureOf(api.recipients())).code).toBe("PROVIDER_REFUSED");
    expect(flinks.calls).toHaveLength(5);
  });

  it("that are new are not blamed for a 400", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ status: 400, body: { error: "invalid_request" } });
    await failureOf(flinks.api().regenerateSecret("dc-1"));
    expect(flinks.seen).toHaveLength(2);
  });

  it("of a partner need one", async () => {
    const flinks = new FakeFlinks();
    const { code, message } = await failureOf(flinks.api({ partner: undefined }).recipients());
    expect(code).toBe("BAD_USER_INPUT");
    expect(message).toContain("outbound.partner");
    expect(flinks.seen).toEqual([]);
  });
});

describe("failures of FlinksApi", () => {
  it.each([
    [400, "invalid_client", "PROVIDER_REFUSED"],
    [401, "unauthorized_client", "PROVIDER_REFUSED"],
    [404, "invalid_request", "NOT_FOUND"],
    [400, "invalid_request", "PROVIDER_REFUSED"],
    [400, "temporarily_unavailable", "PROVIDER_UNAVAILABLE"],
    [400, "server_error", "PROVIDER_UNAVAILABLE"],
    [429, undefined, "PROVIDER_RATE_LIMITED"],
    [502, undefined, "PROVIDER_UNAVAILABLE"],
    [504, undefined, "PROVIDER_TIMEOUT"],
    [302, undefined, "PROVIDER_ANSWER_INVALID"],
  ])("are read by their error first: %s %s is %s", async (status, error, code) => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ status, body: error === undefined ? "<html>" : { error }, headers: REFERENCES });
    const failure = await failureOf(flinks.api().recipient("dc-1"));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(error ?? String(status));
    expect(failure.facts.supportReferences).toEqual([
      { name: "ob-correlation-id", value: "corr-0001" },
      { name: "ob-trace-id", value: "trace-0001" },
    ]);
  });

  it("say whose secret is wrong, and neither the secret nor a text of Flinks'", async () => {
    const flinks = new FakeFlinks();
    const error_description = "partner secret is not the secret";
    flinks.tokenAnswer = () => ({ status: 400, body: { error: "invalid_client", error_description } });
    const { code, message } = await failureOf(flinks.api().recipients());
    expect(code).toBe("PROVIDER_REFUSED");
    expect(message).toBe(
      "PROVIDER_REFUSED: POST flinks.test/api/v1/token as the partner partner-1: HTTP 400, invalid_client, " +
        "Flinks does not accept the client id with this secret",
    );
  });

  it("without an answer are outages, with one that never comes timeouts", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => Promise.reject(new Error("ECONNREFUSED"));
    expect((await failureOf(flinks.api().recipients())).code).toBe("PROVIDER_UNAVAILABLE");
    flinks.answer = () =>
      new Promise((_, reject) => {
        setTimeout(() => {
          reject(new Error("aborted"));
        }, 50);
      });
    expect((await failureOf(flinks.api({}, { timeoutMs: 10 }).recipients())).code).toBe("PROVIDER_TIMEOUT");
  });

  it("tell how long Flinks asks to wait", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ status: 429, headers: { "retry-after": "7" } });
    expect((await failureOf(flinks.api().recipients())).facts.retryAfter).toBe(7);
  });

  it("are the signal's reason once it has aborted", async () => {
    const flinks = new FakeFlinks();
    const reason = new Error("Stopped by a signal.");
    const signal = AbortSignal.abort(reason);
    flinks.tokenAnswer = () => Promise.reject(new Error("aborted"));
    await expect(flinks.api({}, { signal }).recipients()).rejects.toBe(reason);
  });

  it.each([
    ["no JSON", "<html>"],
    ["an object without a list", { error: "x" }],
    ["two lists", { a: [], b: [] }],
    ["nothing that can be read", [{ name: "x" }]],
  ])("are told for a list that is %s", async (_what, body) => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ body, headers: REFERENCES });
    const failure = await failureOf(flinks.api().recipients());
    expect(failure.code).toBe("PROVIDER_ANSWER_INVALID");
    expect(failure.facts.supportReferences).toHaveLength(2);
  });
});

describe("answers of FlinksApi", () => {
  it("are the providers, without those that have no id", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({
      body: [
        { provider_id: 1000, name: "Flinks Capital", country: "CA", logo: "x" },
        { name: "nobody" },
        { provider_id: "2000", name: null },
      ],
    });
    expect(await flinks.api().registeredProviders()).toEqual([
      { providerId: 1000, name: "Flinks Capital", country: "CA" },
      { providerId: 2000, name: undefined, country: undefined },
    ]);
  });

  it.each([
    ["a bare list", (items: unknown) => items],
    ["a list in an object", (items: unknown) => ({ providers: items, count: 2 })],
  ])("read the v2 list by several names, from %s", async (_what, wrapped) => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({
      body: wrapped([
        { providerId: 1000, providerName: "Flinks Capital", registrationStatus: "Activated", country: "CA" },
        { provider_id: 2000, name: "NBC", status: "PendingActivation" },
      ]),
    });
    expect(await flinks.api().providers({ country: "CA,US", isEnabledForClient: true })).toEqual([
      { providerId: 1000, name: "Flinks Capital", country: "CA", state: "ACTIVE" },
      { providerId: 2000, name: "NBC", country: undefined, state: "PENDING_ACTIVATION" },
    ]);
    expect(flinks.calls[0]?.path).toBe("/api/v2/providers?country=CA%2CUS&isEnabledForClient=true");
  });

  it("read details whose inventory is not what it should be", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({
      body: {
        ...{ provider_id: 4013, name: "1st United CU", country: "US", scopes: ["ACCOUNT_BASIC"] },
        data_inventory: { customers: ["name.first", 1], payments: null },
      },
    });
    expect(await flinks.api().providerDetails(4013)).toMatchObject({
      ...{ providerId: 4013, scopes: ["ACCOUNT_BASIC"] },
      dataInventory: { customers: ["name.first"], payments: [] },
    });
    expect(flinks.calls[0]?.path).toBe("/api/v1/providers/4013");
  });

  it.each([["ACCOUNT_BASIC TRANSACTIONS"], [["ACCOUNT_BASIC", "TRANSACTIONS"]]])(
    "read a recipient whose scope is %j",
    async (scope) => {
      const flinks = new FakeFlinks();
      const redirect_uris = ["https://app.test/callback"];
      const contacts = [{ email: "ops@app.test" }, {}];
      flinks.answer = () => ({ body: { client_id: "dc-2", name: "App", scope, redirect_uris, contacts } });
      expect(await flinks.api().recipient("dc-2")).toMatchObject({
        ...{ clientId: "dc-2", scopes: ["ACCOUNT_BASIC", "TRANSACTIONS"], redirectUris: redirect_uris },
        contacts: ["ops@app.test"],
      });
    },
  );

  it("give a created recipient with its secret", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ status: 201, body: { client_id: "dc-3", client_secret: "its secret" } });
    const created = await flinks.api().createRecipient({
      ...{ name: "App", scopes: ["ACCOUNT_BASIC"], redirectUris: ["https://app.test/callback"] },
      contacts: ["ops@app.test"],
    });
    expect(created.recipient.clientId).toBe("dc-3");
    expect(created.clientSecret.reveal()).toBe("its secret");
    expect(JSON.parse(flinks.calls[0]?.body ?? "")).toEqual({
      ...{ name: "App", scope: ["ACCOUNT_BASIC"], redirect_uris: ["https://app.test/callback"] },
      contacts: [{ email: "ops@app.test" }],
    });
  });

  it("name a recipient that was created without a secret, so that it is not lost", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({ body: { client_id: "dc-3" } });
    const wish = { name: "App", scopes: ["ACCOUNT_BASIC"], redirectUris: [] };
    expect((await failureOf(flinks.api().createRecipient(wish))).message).toContain("dc-3 was created");
  });

  it("come from the paths and bodies of the documentation", async () => {
    const flinks = new FakeFlinks();
    const api = flinks.api({ authBaseUrl: new URL("https://flinks.test/base/") });
    flinks.answer = () => ({ body: { client_secret: "new" } });
    await api.replaceRedirectUris("dc-1", ["https://app.test/a", "https://app.test/b"]);
    expect((await api.regenerateSecret("dc/1")).reveal()).toBe("new");
    await api.requestRegistrations(["dc-1", "dc-2"], [1000, 2000]);
    flinks.answer = () => ({ body: [] });
    await api.registrations();
    await api.registrations("dc-1");
    expect(flinks.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        ...["PUT", "/base/api/v1/recipients/dc-1"],
        '{"redirect_uris":["https://app.test/a","https://app.test/b"]}',
      ],
      ["POST", "/base/api/v1/recipients/dc%2F1/secret", null],
      ["POST", "/base/api/v1/recipients/providers/requests/dc-1,dc-2/1000,2000", null],
      ["GET", "/base/api/v1/recipients/providers/requests", null],
      ["GET", "/base/api/v1/recipients/dc-1/providers/requests", null],
    ]);
  });

  it("are registrations with the moment as Flinks writes it", async () => {
    const flinks = new FakeFlinks();
    flinks.answer = () => ({
      body: [
        {
          ...{ client_id: "dc-1", client_name: "App", provider_id: 1000, provider_name: "Flinks Capital" },
          ...{ country: "CA", registration_status: "PENDING_APPROVAL" },
          requested_on: "2024-02-29T14:24:42.6055680Z",
        },
      ],
    });
    expect(await flinks.api().registrations()).toEqual([
      {
        ...{ clientId: "dc-1", clientName: "App", providerId: 1000, providerName: "Flinks Capital" },
        ...{ country: "CA", state: "PENDING_APPROVAL", requestedOn: "2024-02-29T14:24:42.6055680Z" },
      },
    ]);
  });
});
