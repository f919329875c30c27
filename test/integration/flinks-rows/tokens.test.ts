import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CAPITAL, FlinksWorld } from "../../support/flinks-world.js";
import type { GraphQLAnswer } from "../../support/gateway-world.js";
import { describeRows } from "./flinks-rows.js";
import { eventually } from "../../support/eventually.js";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** Outbound's access tokens, in seconds. */
const LIFE = 299;
/** So long after a refresh that failed nobody tries again. */
const COOL_DOWN_MS = 11 * SECOND_MS;

let world: FlinksWorld;
/** Each test has a consent of its own, of a person of its own: nobody else's tokens are refreshed. */
let consentId: string;
let grantId: string;
let person: string;
let serial = 0;

beforeAll(async () => {
  world = await FlinksWorld.start({ recorded: true });
});

beforeEach(async () => {
  serial += 1;
  person = `person-${serial}`;
  consentId = await world.connect(CAPITAL, { personId: person, bankPersonId: "alex" });
  grantId = (await world.grants()).at(-1).grantId;
  world.audit.records.length = 0;
  world.fronts.auth.reset();
});

afterEach(async () => {
  await world.control("DELETE", "/token-endpoint");
  await world.gateway.query(person, REVOKE, { id: consentId });
});

afterAll(() => world.close());

const REVOKE = "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }";

const read = (): Promise<GraphQLAnswer> => world.gateway.query(person, "{ customer { customerId } }");

const revoke = async (): Promise<string> =>
  (await world.gateway.query(person, REVOKE, { id: consentId })).data.revokeConsent.phase;

const grant = async (): Promise<any> => (await world.grants()).find((each: any) => each.grantId === grantId);

const refreshes = async (): Promise<number> => (await grant()).refreshes;

const phase = () => world.phaseOf(consentId, person);

const facts = (event: string) =>
  world.audit.records
    .filter((record) => record.event === event && record.facts.endUserId === person)
    .map((record) => record.facts);

const tokenBodies = () =>
  world.fronts.auth.seen
    .filter(({ path }) => path === "/api/v1/token")
    .map(({ body }) => JSON.parse(body))
    .filter(({ refresh_token }) => refresh_token !== undefined);

describeRows("tokens", {
  "row 3": () => {
    it("uses one token until a minute before its end", async () => {
      await read();
      world.clock.advance((LIFE - 75) * SECOND_MS);
      expect((await read()).errors).toBeUndefined();
      // What was begun behind the readers' back has come to its end when the gateway stops.
      await world.restart();
      expect(await refreshes()).toBe(0);
    });

    it("changes it once, in the last minute, behind the back of all readers", async () => {
      world.clock.advance((LIFE - 29) * SECOND_MS);
      await world.control("PUT", "/token-endpoint", { answer: "late", delayMs: 4 * SECOND_MS });
      const answers = await Promise.all(Array.from({ length: 10 }, read));
      // They have their data, and the token endpoint has not answered yet.
      expect(facts("token.refreshed")).toEqual([]);
      expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
      await eventually(() => facts("token.refreshed").length === 1);
      await read();
      expect(await refreshes()).toBe(1);
    });

    it("changes one that is dead once, however many wait for it", async () => {
      world.clock.advance((LIFE + 1) * SECOND_MS);
      await world.control("PUT", "/token-endpoint", { answer: "late", delayMs: SECOND_MS });
      const answers = await Promise.all(Array.from({ length: 10 }, read));
      expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
      expect(await refreshes()).toBe(1);
    });
  },

  "row 4": () => {
    it("keeps the refresh token that the answer to its use does not repeat", async () => {
      for (const turn of [1, 2, 3]) {
        world.clock.advance((LIFE + 1) * SECOND_MS);
        expect((await read()).errors).toBeUndefined();
        expect(await refreshes()).toBe(turn);
      }
      const used = tokenBodies().map(({ refresh_token }) => refresh_token);
      expect(new Set(used)).toEqual(new Set([expect.stringMatching(/^[\w-]{43}$/)]));
    });

    it("uses it before thirty idle days are over", async () => {
      world.clock.advance(22 * DAY_MS);
      await world.restart();
      await eventually(() =>
        world.gateway.get(`${world.gateway.url}/readyz`).then(({ status }) => status === 200),
      );
      expect(await refreshes()).toBe(0);
      world.clock.advance(DAY_MS);
      await world.control("PUT", `/grants/${grantId}/idle`, { days: 23 });
      await world.restart();
      await eventually(async () => (await refreshes()) === 1);
      // A week later it would have died of being idle.
      world.clock.advance(8 * DAY_MS);
      await world.control("PUT", `/grants/${grantId}/idle`, { days: 8 });
      expect((await read()).errors).toBeUndefined();
      expect(await phase()).toEqual({ phase: "ACTIVE", reason: null });
    });

    it("says that the consent has lapsed where it was idle for too long", async () => {
      world.clock.advance(31 * DAY_MS);
      await world.control("PUT", `/grants/${grantId}/idle`, { days: 31 });
      await world.restart();
      await eventually(async () => (await phase()).phase === "REAUTH_REQUIRED");
      expect(await phase()).toEqual({ phase: "REAUTH_REQUIRED", reason: "invalid_grant" });
    });
  },

  "row 5": () => {
    it.each([
      ["invalid_client", 400],
      ["invalid_client", 401],
      ["invalid_request", 400],
      ["invalid_scope", 400],
      ["unauthorized_client", 403],
      ["unsupported_grant_type", 400],
      ["unsupported_token_type", 400],
    ])("takes %s (%i) for a fault of ours: an alarm, and no consent is lost", async (error, status) => {
      world.clock.advance((LIFE + 1) * SECOND_MS);
      await world.tokenEndpointFails(status, error);
      expect((await read()).errors?.[0]?.extensions).toMatchObject({
        ...{ code: "PROVIDER_REFUSED", retryable: false },
      });
      expect(facts("operator.alarm")).toMatchObject([{ alarm: "client_refused", error }]);
      await world.control("DELETE", "/token-endpoint");
      expect(await phase()).toEqual({ phase: "ACTIVE", reason: null });
      world.clock.advance(COOL_DOWN_MS);
      expect((await read()).errors).toBeUndefined();
    });

    // 400 says invalid_grant, the others access_denied.
    it.each([400, 401, 403])("takes a lapsed grant (%i) for a lost consent", async (status) => {
      world.clock.advance((LIFE + 1) * SECOND_MS);
      await world.gateway.control("DELETE", `${world.controlUrl}/grants/${grantId}`, { status });
      expect((await read()).errors?.[0]?.extensions.code).toBe("CONSENT_REAUTH_REQUIRED");
      expect(await phase()).toEqual({ phase: "REAUTH_REQUIRED", reason: "invalid_grant" });
      expect(facts("operator.alarm")).toEqual([]);
    });

    it.each([
      [400, null],
      [401, null],
      [403, null],
      [429, "invalid_grant"],
      [500, "server_error"],
      [500, "invalid_grant"],
      [503, "temporarily_unavailable"],
    ])("takes %i with the error %s for an outage, and tries again", async (status, error) => {
      world.clock.advance((LIFE + 1) * SECOND_MS);
      await world.tokenEndpointFails(status, error);
      expect((await read()).errors?.[0]?.extensions).toMatchObject({
        ...{ code: "PROVIDER_UNAVAILABLE", retryable: true },
      });
      await world.control("DELETE", "/token-endpoint");
      expect(await phase()).toEqual({ phase: "ACTIVE", reason: null });
      world.clock.advance(COOL_DOWN_MS);
      expect((await read()).errors).toBeUndefined();
    });
  },

  "row 16": () => {
    it("has ids of its own, two for one person who consents twice", async () => {
      const again = await world.connect(CAPITAL, { personId: person, bankPersonId: "alex" });
      expect(again).not.toBe(consentId);
      const query = "{ consents { id phase dataProvider { id } } }";
      const { consents } = (await world.gateway.query(person, query)).data;
      const about = { phase: "ACTIVE", dataProvider: { id: CAPITAL } };
      expect(consents).toHaveLength(2);
      expect(consents).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: consentId, ...about }),
          expect.objectContaining({ id: again, ...about }),
        ]),
      );
      await world.gateway.query(person, REVOKE, { id: again });
    });

    it("keeps no token in plain text", async () => {
      world.clock.advance((LIFE + 1) * SECOND_MS);
      await read();
      const [{ refresh_token: token }] = tokenBodies();
      await world.gateway.stopGateway();
      const files = readdirSync(world.gateway.storeFolder, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => readFileSync(join(file.parentPath, file.name)));
      expect(files.some((bytes) => bytes.includes(CAPITAL))).toBe(true);
      expect(files.filter((bytes) => bytes.includes(token))).toEqual([]);
      await world.gateway.startGateway();
    });

    it("finds out by a read that the end user has revoked at the bank", async () => {
      await world.control("DELETE", `/grants/${grantId}`);
      expect(await phase()).toEqual({ phase: "ACTIVE", reason: null });
      expect((await read()).errors?.[0]?.extensions.code).toBe("CONSENT_REAUTH_REQUIRED");
      expect(await phase()).toEqual({ phase: "REAUTH_REQUIRED", reason: "invalid_grant" });
      world.fronts.data.reset();
      await read();
      expect(world.fronts.data.seen).toEqual([]);
    });
  },

  "row 17": () => {
    it("ends this connection and no other, with a token that was fetched for it", async () => {
      const other = await world.connect(CAPITAL, { personId: person, bankPersonId: "alex" });
      const otherGrant = (await world.grants()).at(-1).grantId;
      await world.control("DELETE", "/access-tokens");
      world.fronts.auth.reset();
      expect(await revoke()).toBe("REVOKED");
      expect(facts("consent.revoked")).toMatchObject([{ upstream: "CONFIRMED" }]);
      const calls = world.fronts.auth.seen.map(({ method, path, query, body }) => [
        ...[`${method} ${path}`, query.size, method === "DELETE" ? body : ""],
      ]);
      expect(calls).toEqual([
        ["POST /api/v1/token", 0, ""],
        ["DELETE /api/v1/revoke", 0, ""],
      ]);
      expect((await grant()).alive).toBe(false);
      expect(await world.grants()).toContainEqual(
        expect.objectContaining({ grantId: otherGrant, alive: true }),
      );
      await world.gateway.query(person, REVOKE, { id: other });
    });

    it("counts a connection as ended that is dead already", async () => {
      await world.control("DELETE", `/grants/${grantId}`);
      expect(await revoke()).toBe("REVOKED");
      expect(facts("consent.revoked")).toMatchObject([{ upstream: "CONFIRMED" }]);
    });

    it("tells a Flinks that was down later, though the app hears of the end at once", async () => {
      await world.tokenEndpointFails(503, "temporarily_unavailable");
      expect(await revoke()).toBe("REVOKED");
      expect(facts("consent.revoked")).toEqual([]);
      expect((await grant()).alive).toBe(true);
      await world.control("DELETE", "/token-endpoint");
      await world.restart();
      await eventually(() => facts("consent.revoked").length === 1);
      expect(facts("consent.revoked")).toMatchObject([{ upstream: "CONFIRMED" }]);
      expect((await grant()).alive).toBe(false);
    });

    it("gives up after thirty days", async () => {
      await world.tokenEndpointFails(503, "temporarily_unavailable");
      await revoke();
      const [{ refresh_token: own }] = tokenBodies();
      world.clock.advance(29 * DAY_MS);
      await world.restart();
      await eventually(() => facts("consent.revocation-pending").length === 2);
      world.clock.advance(2 * DAY_MS);
      world.fronts.auth.reset();
      await world.restart();
      await eventually(() => facts("consent.revoked").length === 1);
      expect(facts("consent.revoked")).toMatchObject([{ upstream: "UNSUPPORTED" }]);
      expect(tokenBodies().filter(({ refresh_token }) => refresh_token === own)).toEqual([]);
    });
  },

  "Consent API": () => {
    it("asks for nothing of the kind in a consent's whole life", async () => {
      world.fronts.data.reset();
      await read();
      await revoke();
      const seen = [...world.fronts.auth.seen, ...world.fronts.data.seen].map(({ path }) => path);
      expect(seen).toContain("/api/v1/revoke");
      expect(seen.filter((path) => /consent|grant/i.test(path))).toEqual([]);
    });
  },
});
