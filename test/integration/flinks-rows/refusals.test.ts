import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { CAPITAL, FlinksWorld, PRAIRIE } from "../../support/flinks-world.js";
import type { GraphQLAnswer } from "../../support/gateway-world.js";
import { describeRows } from "./flinks-rows.js";

const LIFE_MS = 300_000;
const COOL_DOWN_MS = 11_000;

let world: FlinksWorld;
/** Alex at the bank that has all, Dana at the one without payment networks. */
let capital: string;
let account: string;

beforeAll(async () => {
  world = await FlinksWorld.start({ recorded: true });
  capital = await world.connect(CAPITAL, { personId: "alex" });
  await world.connect(PRAIRIE, { personId: "dana" });
  account = (await read("alex", ACCOUNTS)).data.accounts.nodes[0].id;
});

afterEach(async () => {
  for (const path of ["/faults", "/token-endpoint"]) await world.control("DELETE", path);
  await world.control("PUT", "/availability", { status: null });
  world.fronts.auth.reset();
  world.fronts.data.reset();
  world.audit.records.length = 0;
});

afterAll(() => world.close());

const ACCOUNTS = "{ accounts { nodes { id } problems { code supportReferences { name value } } } }";
const CUSTOMER = "{ customer { customerId } }";
const TRANSACTIONS = "query ($id: ID!) { accountTransactions(accountId: $id) { nodes { transactionId } } }";
const REVOKE = "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }";

const read = (personId: string, query: string, variables = {}): Promise<GraphQLAnswer> =>
  world.gateway.query(personId, query, variables);

const fault = (name: string): Promise<void> => world.control("PUT", "/faults", { name });

const codes = ({ errors }: GraphQLAnswer): unknown => errors?.map(({ extensions }) => extensions.code);

async function refreshes(): Promise<number> {
  return (await world.grants())[0].refreshes;
}

/** Flinks' two, as it told them. */
const FLINKS_IDS = [
  { name: "ob-correlation-id", value: expect.stringMatching(/^[\da-f-]{36}$/) },
  { name: "ob-trace-id", value: expect.stringMatching(/^[\da-f]{32}$/) },
];

describeRows("refusals", {
  "row 6": () => {
    it("is one cluster where another call works: the token, the consent and the rest are left alone", async () => {
      await fault("602-for-transactions");
      const answer = await read("alex", TRANSACTIONS, { id: account });
      expect(answer.data).toEqual({ accountTransactions: null });
      expect(answer.errors).toMatchObject([
        { extensions: { code: "DATA_CLUSTER_NOT_GRANTED", dataCluster: "TRANSACTIONS" } },
      ]);
      expect(answer.extensions?.nulls).toEqual([
        {
          ...{ path: ["accountTransactions"], reason: "NOT_CONSENTED" },
          ...{ code: "DATA_CLUSTER_NOT_GRANTED", cluster: "TRANSACTIONS" },
        },
      ]);
      expect((await read("alex", ACCOUNTS)).data.accounts.problems).toEqual([]);
      expect(await world.phaseOf(capital)).toEqual({ phase: "ACTIVE", reason: null });
      expect(await refreshes()).toBe(0);
    });

    it("is the whole consent where all calls give it, even with another token", async () => {
      await fault("602-always");
      expect(codes(await read("alex", CUSTOMER))).toEqual(["CONSENT_REAUTH_REQUIRED"]);
      expect(codes(await read("alex", TRANSACTIONS, { id: account }))).toEqual(["CONSENT_REAUTH_REQUIRED"]);
      expect(await refreshes()).toBe(1);
      // The bank may have been wrong: while Flinks gives tokens, the refresh token is not thrown away.
      expect(await world.phaseOf(capital)).toEqual({ phase: "ACTIVE", reason: null });
      await world.control("DELETE", "/faults");
      expect(codes(await read("alex", CUSTOMER))).toBeUndefined();
    });

    it("asks nobody for a cluster that was not consented to", async () => {
      const dataClusters = ["ACCOUNT_BASIC"];
      await world.connect(CAPITAL, { personId: "wei", dataClusters });
      const [{ id }] = (await read("wei", ACCOUNTS)).data.accounts.nodes;
      world.fronts.data.reset();
      expect(codes(await read("wei", TRANSACTIONS, { id }))).toEqual(["DATA_CLUSTER_NOT_GRANTED"]);
      expect(world.fronts.data.seen).toEqual([]);
    });
  },

  "row 7": () => {
    it("shows payment networks that the bank lacks (405) as null with its reason, and as no failure", async () => {
      const query = "{ accounts { nodes { accountId paymentNetworks { type } } problems { code } } }";
      const { data, errors, extensions } = await read("dana", query);
      expect(errors).toBeUndefined();
      expect(data.accounts.problems).toEqual([]);
      expect(data.accounts.nodes).not.toEqual([]);
      for (const node of data.accounts.nodes) {
        expect(node).toEqual({ accountId: expect.any(String), paymentNetworks: null });
      }
      expect(extensions?.nulls).toEqual([
        {
          path: ["accounts", "nodes", "*", "paymentNetworks"],
          ...{ reason: "NOT_SUPPORTED", code: "PROVIDER_UNSUPPORTED" },
        },
      ]);
      expect(world.fronts.data.seen.some(({ path }) => path.endsWith("/payment-networks"))).toBe(true);
    });

    it.each([
      [429, "priya"],
      [422, "quinn"],
    ])("takes 1207 for too many requests under %i", async (status, personId) => {
      // A consent of its own: it is not asked for the same again for a minute.
      await world.connect(CAPITAL, { personId, bankPersonId: "alex" });
      await world.control("PUT", "/rate-limit", { status, times: 1 });
      const { errors } = await read(personId, CUSTOMER);
      expect(errors).toMatchObject([{ extensions: { code: "PROVIDER_RATE_LIMITED", retryable: true } }]);
    });

    it.each([
      ["501-as-405", "PROVIDER_UNSUPPORTED"],
      ["501-as-500", "PROVIDER_UNAVAILABLE"],
      ["503-maintenance", "PROVIDER_UNAVAILABLE"],
    ])("tells %s by code and status together", async (name, code) => {
      await fault(name);
      expect(codes(await read("alex", CUSTOMER))).toEqual([code]);
    });
  },

  "row 8": () => {
    it("hands the ids of a failed data call to the app, as error and as problem", async () => {
      await world.control("PUT", "/availability", { status: 503 });
      const { errors } = await read("alex", CUSTOMER);
      expect(errors?.[0]?.extensions.supportReferences).toEqual(FLINKS_IDS);
      const [problem] = (await read("alex", ACCOUNTS)).data.accounts.problems;
      expect(problem.supportReferences).toEqual(FLINKS_IDS);
    });

    it("hands on the ids of a failed token call", async () => {
      world.clock.advance(LIFE_MS);
      world.fronts.auth.failureHeaders = {
        "ob-correlation-id": "token-call-0001",
        "ob-trace-id": "trace-0001",
      };
      const supportReferences = [
        { name: "ob-correlation-id", value: "token-call-0001" },
        { name: "ob-trace-id", value: "trace-0001" },
      ];
      for (const [status, error, code] of [
        [503, "temporarily_unavailable", "PROVIDER_UNAVAILABLE"],
        [400, "invalid_client", "PROVIDER_REFUSED"],
      ] as const) {
        await world.tokenEndpointFails(status, error);
        const { errors } = await read("alex", CUSTOMER);
        expect(errors?.[0]?.extensions).toMatchObject({ code, supportReferences });
        world.clock.advance(COOL_DOWN_MS);
      }
      expect(world.audit.records).toContainEqual({
        event: "operator.alarm",
        facts: expect.objectContaining({ alarm: "client_refused", supportReferences }),
      });
    });

    it("keeps those of a revocation that failed, and of a consent that was lost, for the operator and the app", async () => {
      const id = await world.connect(CAPITAL, { personId: "noor" });
      world.fronts.auth.failureHeaders = { "ob-correlation-id": "revocation-0001" };
      const supportReferences = [{ name: "ob-correlation-id", value: "revocation-0001" }];
      await world.tokenEndpointFails(503, "temporarily_unavailable");
      await read("noor", REVOKE, { id });
      expect(world.audit.records).toContainEqual({
        event: "consent.revocation-pending",
        facts: expect.objectContaining({ supportReferences }),
      });
      await world.control("DELETE", "/token-endpoint");
      await world.connect(CAPITAL, { personId: "brigitte" });
      await world.control("DELETE", `/grants/${(await world.grants()).at(-1).grantId}`);
      const { errors } = await read("brigitte", CUSTOMER);
      expect(errors?.[0]?.extensions).toMatchObject({ code: "CONSENT_REAUTH_REQUIRED", supportReferences });
    });

    it("tells the ids of the refused data call where the token call has none", async () => {
      await world.connect(CAPITAL, { personId: "noor" });
      await world.control("DELETE", `/grants/${(await world.grants()).at(-1).grantId}`);
      const { errors } = await read("noor", CUSTOMER);
      expect(errors?.[0]?.extensions).toMatchObject({ supportReferences: FLINKS_IDS });
    });

    it("sends none of its own", async () => {
      await world.connect(CAPITAL, { personId: "eli", bankPersonId: "alex" });
      await read("eli", CUSTOMER);
      const seen = [...world.fronts.auth.seen, ...world.fronts.data.seen];
      expect(seen.length).toBeGreaterThan(2);
      expect(seen.filter(({ query }) => query.has("correlation_id"))).toEqual([]);
      const names = new Set(seen.flatMap(({ headers }) => Object.keys(headers)));
      expect([...names].filter((name) => /correlation|trace|interaction|request-id/.test(name))).toEqual([]);
    });
  },

  Errors: () => {
    it("reads Flinks' envelope for its code, and shows nobody its texts", async () => {
      const edit = (_path: string, body: string): string =>
        body.includes('"code"')
          ? body.replace('"message":', '"debugMessage":"acct 4417 of dana","message":')
          : body;
      world.fronts.data.edit = edit;
      await fault("503-maintenance");
      const answer = await read("alex", CUSTOMER);
      expect(codes(answer)).toEqual(["PROVIDER_UNAVAILABLE"]);
      expect(JSON.stringify(answer)).not.toMatch(/4417|maintenance/i);
    });

    it("takes a registration that has ended (403) for no fault of the consent", async () => {
      const registration = "/registrations/dc-7tf8aijpjqofl3uxppi136ldc/1000";
      await world.control("PUT", registration, { state: "SUSPENDED" });
      expect(codes(await read("alex", CUSTOMER))).toEqual(["PROVIDER_REFUSED"]);
      await world.control("PUT", registration, { state: "ACTIVE" });
      expect(await world.phaseOf(capital)).toEqual({ phase: "ACTIVE", reason: null });
      expect(codes(await read("alex", CUSTOMER))).toBeUndefined();
    });
  },
});
