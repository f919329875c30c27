import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { visitBank } from "../support/bank-visitor.js";
import { CAPITAL, CAPITAL_BY_CONNECT, FlinksWorld, HARBOUR, RECIPIENT } from "../support/flinks-world.js";
import { type GraphQLAnswer, GatewayWorld, RETURN_URL } from "../support/gateway-world.js";
import { answerTo } from "../support/visit-connect.js";
import { eventually } from "../support/eventually.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ACCOUNTS = "{ accounts { nodes { id source accountNumberDisplay } problems { code reason } } }";
const GREATDAY = { username: "Greatday", password: "Everyday" };

let world: FlinksWorld;

async function start(options: Parameters<typeof FlinksWorld.start>[0] = {}): Promise<void> {
  world = await FlinksWorld.start(options);
}

/** Ends the gateway and starts it again when its copies of Flinks' lists have become old. */
async function restartLater(): Promise<void> {
  await world.gateway.stopGateway();
  world.clock.advance(16 * MINUTE_MS);
  await world.gateway.startGateway();
}

async function setRegistration(state: string): Promise<void> {
  const url = `${world.outbound.controlUrl}/registrations/${RECIPIENT.clientId}/1000`;
  await world.gateway.control("PUT", url, { state });
}

async function cards(): Promise<readonly any[]> {
  return JSON.parse((await world.gateway.get(`${world.flinksConnect.controlUrl}/logins`)).text);
}

async function banks(gateway: GatewayWorld = world.gateway): Promise<Record<string, any>> {
  const nodes = "nodes { name preferredRoute registration }";
  const { data } = await gateway.query("alex", `{ dataProviders(connectable: false) { ${nodes} } }`);
  return Object.fromEntries(data.dataProviders.nodes.map((bank: any) => [bank.name, bank]));
}

async function consent(id: string, fields = "phase route offeredRoute"): Promise<any> {
  const { data } = await world.gateway.query("alex", `query ($id: ID!) { consent(id: $id) { ${fields} } }`, {
    id,
  });
  return data.consent;
}

async function renew(id: string): Promise<GraphQLAnswer> {
  return world.gateway.query(
    "alex",
    `mutation ($id: ID!, $returnUrl: String!) {
      renewConsent(id: $id, returnUrl: $returnUrl) { authorizationUrl consent { id route } } }`,
    { id, returnUrl: RETURN_URL },
  );
}

/** The numbers that the list shows, by source. */
async function shown(): Promise<readonly string[]> {
  const { data, errors } = await world.gateway.query("alex", ACCOUNTS);
  expect(errors).toBeUndefined();
  expect(data.accounts.problems).toEqual([]);
  return data.accounts.nodes.map(
    ({ source, accountNumberDisplay }: any) => `${source} ${accountNumberDisplay.slice(-4)}`,
  );
}

describe("a bank that gains Outbound", () => {
  let byConnect: string;

  beforeAll(async () => {
    await start();
    await setRegistration("SUSPENDED");
    await restartLater();
  });

  afterAll(async () => world.close());

  it("is reached by Connect while its registration is not active", async () => {
    expect((await banks())["Flinks Capital"]).toMatchObject({
      ...{ preferredRoute: "CONNECT", registration: "SUSPENDED" },
    });
    byConnect = await world.link(CAPITAL);
    expect(await consent(byConnect)).toEqual({ phase: "ACTIVE", route: "CONNECT", offeredRoute: null });
    expect(await shown()).toHaveLength(4);
  });

  it("offers the move once it is", async () => {
    await setRegistration("ACTIVE");
    await restartLater();
    expect((await banks())["Flinks Capital"]).toMatchObject({ preferredRoute: "OUTBOUND" });
    expect(await consent(byConnect)).toMatchObject({ phase: "ACTIVE", offeredRoute: "OUTBOUND" });
    // An app that has kept the id of before is taken there too.
    const { id } = await world.gateway.startConsent({
      ...{ provider: CAPITAL_BY_CONNECT, dataClusters: ["ACCOUNT_BASIC"] },
    });
    expect((await consent(id)).route).toBe("OUTBOUND");
  });

  it("shows each account once while the person holds both, as Outbound has it", async () => {
    const before = await shown();
    const byOutbound = await world.connect(CAPITAL);
    const both = await shown();
    expect(both).toEqual(before.map((row) => row.replace("FLINKS_CONNECT", "FLINKS_OUTBOUND")));
    await world.gateway.query("alex", `mutation { revokeConsent(id: "${byOutbound}") { id } }`);
    expect(await shown()).toEqual(before);
  });

  it("keeps the old consent when the end user says no", async () => {
    const { data } = await renew(byConnect);
    expect(data.renewConsent.consent.route).toBe("OUTBOUND");
    const { authorizationUrl } = data.renewConsent;
    const callback = await visitBank(authorizationUrl, { personId: "alex", decision: "deny" });
    await world.gateway.get(callback);
    expect(await consent(byConnect)).toMatchObject({ phase: "ACTIVE" });
    expect(await cards()).toHaveLength(1);
  });

  it("is moved by renewing, and the card at Connect goes only when the new consent is active", async () => {
    const { data } = await renew(byConnect);
    const { authorizationUrl, consent: moved } = data.renewConsent;
    const callback = await visitBank(authorizationUrl, { personId: "alex" });
    expect(await consent(byConnect)).toMatchObject({ phase: "ACTIVE" });
    expect(await cards()).toHaveLength(1);
    await world.gateway.get(callback);
    expect(await consent(moved.id)).toEqual({ phase: "ACTIVE", route: "OUTBOUND", offeredRoute: null });
    expect(await consent(byConnect)).toMatchObject({ phase: "REVOKED", offeredRoute: null });
    expect(await cards()).toEqual([]);
    const rows = await shown();
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatch(/^FLINKS_OUTBOUND /);
  });

  it("is not moved twice, nor by anybody else", async () => {
    expect((await renew(byConnect)).errors).toMatchObject([{ extensions: { code: "CONSENT_NOT_ACTIVE" } }]);
    const foreign = await world.gateway.query(
      "river",
      `mutation { renewConsent(id: "${byConnect}", returnUrl: "${RETURN_URL}") { authorizationUrl } }`,
    );
    expect(foreign.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });
});

describe("two consents on one login of Connect", () => {
  beforeAll(async () => start());
  afterAll(async () => world.close());

  it("renewing leaves the login to the new consent, and ending that one ends the login", async () => {
    const old = await world.link(HARBOUR);
    const { data } = await renew(old);
    const { authorizationUrl, consent: renewed } = data.renewConsent;
    await world.finishLink(authorizationUrl);
    expect(await consent(old)).toMatchObject({ phase: "REVOKED" });
    expect(await cards()).toHaveLength(1);
    expect(await shown()).not.toEqual([]);
    await world.gateway.query("alex", `mutation { revokeConsent(id: "${renewed.id}") { id } }`);
    expect(await cards()).toEqual([]);
  });
});

describe("a bank that asks a question", () => {
  let id: string;

  beforeAll(async () => {
    await start({ flinks: { outboundPolicy: "never" } });
    id = await world.link(CAPITAL, GREATDAY);
    expect(await shown()).not.toEqual([]);
  });

  afterAll(async () => world.close());

  async function challenged(): Promise<string> {
    // Flinks' clock too: it tells when it has read.
    const { controlUrl } = world.flinksConnect;
    await world.gateway.control("POST", `${controlUrl}/clock`, { advanceMs: 7 * HOUR_MS });
    world.clock.advance(7 * HOUR_MS);
    await shown();
    await eventually(async () => (await consent(id)).phase === "CHALLENGED");
    const { challenge } = await consent(id, "challenge { prompts { text } expiresAt }");
    expect(challenge.prompts).toHaveLength(1);
    return challenge.prompts[0].text;
  }

  async function asOf(): Promise<string> {
    return (await world.gateway.query("alex", "{ accounts { nodes { asOf } } }")).data.accounts.nodes[0].asOf;
  }

  async function answer(prompt: string, text: string): Promise<GraphQLAnswer> {
    return world.gateway.query(
      "alex",
      `mutation ($id: ID!, $answers: [ChallengeAnswer!]!) { answerChallenge(id: $id, answers: $answers) { phase } }`,
      { id, answers: [{ prompt, answer: text }] },
    );
  }

  it("lets data be read meanwhile, and takes the right answer", async () => {
    const prompt = await challenged();
    expect(await shown()).not.toEqual([]);
    const before = await asOf();
    const { data, errors } = await answer(prompt, answerTo(prompt));
    expect(errors).toBeUndefined();
    expect(data.answerChallenge.phase).toBe("ACTIVE");
    expect(await consent(id, "phase challenge { expiresAt }")).toEqual({ phase: "ACTIVE", challenge: null });
    await eventually(async () => (await asOf()) > before);
  });

  it("refuses an answer to what was not asked, and one that is missing", async () => {
    await challenged();
    for (const answers of [[], [{ prompt: "another", answer: "x" }]]) {
      const { errors } = await world.gateway.query(
        "alex",
        `mutation ($id: ID!, $answers: [ChallengeAnswer!]!) { answerChallenge(id: $id, answers: $answers) { id } }`,
        { id, answers },
      );
      expect(errors).toMatchObject([{ extensions: { code: "ARGUMENT_INVALID", argument: "answers" } }]);
    }
    expect(await consent(id)).toMatchObject({ phase: "CHALLENGED" });
  });

  it("loses nothing by three wrong answers", async () => {
    const { challenge } = await consent(id, "challenge { prompts { text } }");
    const codes: string[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      const { errors } = await answer(challenge.prompts[0].text, "wrong");
      codes.push(errors?.[0]?.extensions.code);
    }
    expect(codes).toEqual(["CHALLENGE_ANSWER_WRONG", "CHALLENGE_ANSWER_WRONG", "CHALLENGE_ENDED"]);
    expect(await consent(id)).toMatchObject({ phase: "ACTIVE" });
    expect(await shown()).not.toEqual([]);
    const { errors } = await answer(challenge.prompts[0].text, "late");
    expect(errors).toMatchObject([{ extensions: { code: "CHALLENGE_ENDED" } }]);
  });
});

describe("a first reading that takes long", () => {
  beforeAll(async () => start());
  afterAll(async () => world.close());

  it("is told as pending within the deadline, beside the other banks, and is there later", async () => {
    const { controlUrl } = world.flinksConnect;
    await world.gateway.control("PUT", `${controlUrl}/processing`, { processingMs: HOUR_MS });
    await world.link(HARBOUR);
    await world.gateway.connect({ personId: "alex", provider: "maple" });
    const began = performance.now();
    const { data, errors } = await world.gateway.query("alex", ACCOUNTS);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(errors).toBeUndefined();
    expect(data.accounts.problems).toEqual([{ code: "PROVIDER_NOT_READY", reason: "PENDING" }]);
    expect(data.accounts.nodes).not.toEqual([]);
    await world.gateway.control("POST", `${controlUrl}/clock`, { advanceMs: HOUR_MS });
    await eventually(
      async () => (await world.gateway.query("alex", ACCOUNTS)).data.accounts.problems.length === 0,
    );
    expect((await shown()).some((row) => row.startsWith("FLINKS_CONNECT"))).toBe(true);
  });
});

describe("a directory whose network is down", () => {
  beforeAll(async () => start());
  afterAll(async () => world.close());

  it("keeps its banks through a restart, and is only the configured ones where there never was a list", async () => {
    const before = await banks();
    expect(Object.keys(before)).toContain("Harbour Credit Union");
    await Promise.all([world.outbound.close(), world.flinksConnect.close()]);
    await restartLater();
    expect(await banks()).toEqual(before);
    const { data, errors } = await world.gateway.query("alex", "{ accounts { nodes { id } } }");
    expect(errors).toBeUndefined();
    expect(data.accounts.nodes).toEqual([]);
    const other = await GatewayWorld.start({ config: world.gateway.options.config ?? {} });
    expect(Object.keys(await banks(other))).toEqual(["Liberty Bank", "Maple Bank"]);
    await other.close();
  });

  it("refuses by a code what cannot be started", async () => {
    const start = (provider: string): string =>
      `mutation { startConsent(dataProviderId: "${provider}", dataClusters: [ACCOUNT_BASIC], returnUrl: "${RETURN_URL}") { expiresAt } }`;
    const codeOf = async (operation: string): Promise<unknown> =>
      (await world.gateway.query("alex", operation)).errors?.[0]?.extensions.code;
    expect(await codeOf(start("flinks-outbound-2001"))).toBe("PROVIDER_NOT_REGISTERED");
    expect(await codeOf(start("flinks-outbound-99999"))).toBe("NOT_FOUND");
    expect(await codeOf(start(HARBOUR))).toBe("PROVIDER_UNAVAILABLE");
    expect(await codeOf(`{ dataProviders(search: "${"x".repeat(101)}") { totalCount } }`)).toBe(
      "ARGUMENT_INVALID",
    );
  });
});
