import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { DATA_CLUSTERS } from "../../../src/core/data-cluster.js";
import type { FlinksOutboundConfig } from "../../../src/config/flinks-config.js";
import { CAPITAL, clustersAt, FlinksWorld, PRAIRIE } from "../../support/flinks-world.js";
import { visitBank } from "../../support/bank-visitor.js";
import { describeRows } from "./flinks-rows.js";

let world: FlinksWorld;

beforeAll(async () => {
  world = await FlinksWorld.start({ recorded: true });
});

beforeEach(() => {
  world.fronts.auth.reset();
  world.fronts.data.reset();
});

afterAll(() => world.close());

const BALANCES = "{ accounts { nodes { ... on DepositAccount { currentBalance } } problems { code } } }";

/** The parameters that the end user's browser takes to Flinks. */
async function authorizationParameters(provider = CAPITAL, dataClusters = clustersAt(provider)) {
  const { authorizationUrl } = await world.gateway.startConsent({ provider, dataClusters });
  return new URL(authorizationUrl).searchParams;
}

const tokenRequests = () => world.fronts.auth.seen.filter(({ path }) => path === "/api/v1/token");

describeRows("requests", {
  "row 1": () => {
    it("asks one host for everything but data, and the other for data alone", async () => {
      await world.connect(CAPITAL);
      expect((await world.gateway.query("alex", BALANCES)).data.accounts.problems).toEqual([]);
      // The list of banks that is kept has grown old.
      world.clock.advance(16 * 60_000);
      await world.restart();
      const paths = (host: "auth" | "data") => [
        ...new Set(world.fronts[host].seen.map(({ method, path }) => `${method} ${path}`)),
      ];
      expect(paths("data")).toEqual(["GET /api/fdx/5/accounts"]);
      expect(paths("auth")).toEqual(
        expect.arrayContaining(["GET /api/v1/authorize", "POST /api/v1/token", "GET /api/v2/providers"]),
      );
      expect(paths("auth").filter((path) => path.includes("fdx"))).toEqual([]);
    });
  },

  "row 2": () => {
    it("puts id and secret into a JSON body", async () => {
      await world.connect(CAPITAL);
      const [exchange] = tokenRequests();
      expect(exchange?.headers["content-type"]).toBe("application/json");
      expect(exchange?.headers.authorization).toBeUndefined();
      expect(JSON.parse(exchange?.body ?? "")).toEqual({
        ...{ grant_type: "authorization_code", code: expect.any(String) },
        redirect_uri: `${world.gateway.url}/oauth/callback/flinks-outbound`,
        ...{ client_id: "dc-7tf8aijpjqofl3uxppi136ldc", client_secret: "recipient's own secret" },
      });
    });

    it.each([
      ["client_secret_basic", "application/json"],
      ["client_secret_basic", "application/x-www-form-urlencoded"],
      ["client_secret_post", "application/x-www-form-urlencoded"],
    ] as const)(
      "speaks %s with %s where Flinks turns out to want that",
      async (clientAuthentication, type) => {
        const settings: Partial<FlinksOutboundConfig> = { clientAuthentication, tokenContentType: type };
        const other = await FlinksWorld.start({ sandbox: { clientAuthentication }, outbound: settings });
        const id = await other.connect(CAPITAL);
        expect((await other.phaseOf(id)).phase).toBe("ACTIVE");
        const { data } = await other.gateway.query("alex", "{ dataProviders { nodes { name } } }");
        expect(data.dataProviders.nodes).toContainEqual({ name: "Flinks Capital" });
        await other.close();
      },
    );

    it("goes by the error and not by the status", async () => {
      await world.tokenEndpointFails(400, "invalid_client");
      const { returnedTo } = await world.gateway.connect({
        ...{ provider: CAPITAL, dataClusters: clustersAt(CAPITAL) },
      });
      await world.control("DELETE", "/token-endpoint");
      expect(returnedTo.searchParams.get("error")).toBe("authorization_failed");
      expect(world.audit.records).toContainEqual({
        event: "operator.alarm",
        facts: expect.objectContaining({ alarm: "client_refused", error: "invalid_client" }),
      });
    });
  },

  "row 18": () => {
    it("sends a state of its own each time, and takes the answer to it once", async () => {
      const { id, authorizationUrl } = await world.gateway.startConsent({
        ...{ provider: CAPITAL, dataClusters: clustersAt(CAPITAL) },
      });
      const callback = new URL(await visitBank(authorizationUrl, { personId: "alex" }));
      const forged = new URL(callback);
      forged.searchParams.set("state", "a".repeat(43));
      const without = new URL(callback);
      without.searchParams.delete("state");
      for (const { href } of [forged, without]) {
        expect((await world.gateway.get(href)).status).toBe(400);
        expect(await world.phaseOf(id)).toMatchObject({ phase: "PENDING" });
      }
      expect((await world.gateway.get(callback.href)).status).toBe(303);
      expect(await world.phaseOf(id)).toMatchObject({ phase: "ACTIVE" });
      expect((await world.gateway.get(callback.href)).status).toBe(400);
      expect((await authorizationParameters()).get("state")).not.toBe(callback.searchParams.get("state"));
    });

    it("sends nothing that is not documented", async () => {
      expect([...(await authorizationParameters()).keys()].toSorted()).toEqual([
        ...["client_id", "provider_id", "redirect_uri", "response_type", "scope", "state"],
      ]);
      await world.connect(CAPITAL);
      expect(JSON.parse(tokenRequests()[0]?.body ?? "")).not.toHaveProperty("code_verifier");
    });

    it("sends a PKCE challenge and its verifier with the setting", async () => {
      await world.restart({ pkce: true });
      const parameters = await authorizationParameters();
      expect(parameters.get("code_challenge")).toMatch(/^[\w-]{43}$/);
      expect(parameters.get("code_challenge_method")).toBe("S256");
      world.fronts.auth.reset();
      await world.connect(CAPITAL);
      expect(JSON.parse(tokenRequests()[0]?.body ?? "").code_verifier).toMatch(/^[\w-]{43,}$/);
      await world.restart();
    });
  },

  "Request headers": () => {
    /** Of the data requests, without those that every HTTP request has. */
    async function sentHeaders(): Promise<readonly string[]> {
      world.fronts.data.reset();
      await world.gateway.query("alex", BALANCES);
      const names = world.fronts.data.seen.flatMap(({ headers }) => Object.keys(headers));
      return [...new Set(names)].filter((name) => !["host", "connection"].includes(name)).toSorted();
    }

    it("sends no other", async () => {
      await world.connect(CAPITAL);
      expect(await sentHeaders()).toEqual(["accept", "authorization"]);
    });

    it("sends FDX's own with the setting", async () => {
      await world.restart({ fdxHeaders: true });
      expect(await sentHeaders()).toEqual([
        ...["accept", "authorization", "fdx-api-actor-type", "x-fapi-interaction-id"],
      ]);
      await world.restart();
    });
  },

  Scopes: () => {
    it("asks for clusters by Flinks' names", async () => {
      expect((await authorizationParameters()).get("scope")?.split(" ").toSorted()).toEqual([
        ...["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "ACCOUNT_PAYMENTS", "CUSTOMER_CONTACT"],
        ...["CUSTOMER_PERSONAL", "INVESTMENTS", "STATEMENTS", "TRANSACTIONS"],
      ]);
    });

    it("always asks for the mandatory one", async () => {
      const parameters = await authorizationParameters(CAPITAL, ["TRANSACTIONS"]);
      expect(parameters.get("scope")).toBe("ACCOUNT_BASIC TRANSACTIONS");
    });

    it("offers no cluster that Flinks or the bank has no scope for", async () => {
      const { data } = await world.gateway.query(
        "alex",
        '{ dataProviders(search: "prairie") { nodes { dataClusters } } }',
      );
      expect(data.dataProviders.nodes).toEqual([
        { dataClusters: DATA_CLUSTERS.filter((name) => name !== "REWARDS" && name !== "INVESTMENTS") },
      ]);
      await expect(authorizationParameters(PRAIRIE, ["ACCOUNT_BASIC", "INVESTMENTS"])).rejects.toThrow(
        "DATA_CLUSTER_UNSUPPORTED",
      );
      await expect(authorizationParameters(CAPITAL, ["REWARDS"])).rejects.toThrow("DATA_CLUSTER_UNSUPPORTED");
    });
  },
});
