import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { Pool, request } from "undici";
import { ConsentId } from "../../src/core/ids.js";
import { systemClock } from "../../src/core/clock.js";
import { Secret } from "../../src/core/secret.js";
import { sleep } from "../../src/core/sleep.js";
import { registerConnectWebhookRoute } from "../../src/http/connect-webhook-route.js";
import { errorHandler } from "../../src/http/error-handler.js";
import type { FlinksConnectSandbox } from "../../src/sandbox/flinks-connect/flinks-connect-sandbox.js";
import type { ConnectProvider } from "../../src/providers/flinks-connect/connect-provider.js";
import type { ConnectSettings } from "../../src/providers/flinks-connect/connect-settings.js";
import { FlinksConnect } from "../../src/providers/flinks-connect/flinks-connect.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { SealedRecords } from "../../src/tokens/sealed-records.js";
import { tokenSetFrom } from "../../src/tokens/token-set.js";
import { AuditRecorder } from "../support/audit-recorder.js";
import { keyRing, tokenVault } from "../support/builders.js";
import { API_KEY, ConnectCaller, CUSTOMER_ID, openConnect, SECRET_KEY } from "../support/connect-caller.js";
import { connectCall, type CountedCall } from "../support/connect-world.js";
import { openTempStore, type TempStore } from "../support/temp-store.js";
import { REFERENCE } from "../support/token-world.js";
import { visitConnect } from "../support/visit-connect.js";
import { eventually } from "../support/eventually.js";

const CAPITAL = 14;
const WEBHOOK_SECRET = "webhook-secret";
const REDIRECT_URI = new URL("http://127.0.0.1:65000/oauth/callback/flinks-connect");
const CHECKS = { state: "the-state", nonce: "n", codeVerifier: "v", scope: "" };
const GREATDAY = { username: "Greatday", password: "Everyday" };

let sandbox: FlinksConnectSandbox;
let flinks: ConnectCaller;
let place: TempStore;
let pool: Pool;
let audit: AuditRecorder;
let told: string[];
let loginId: string;
let isActive: boolean;
const processes: FlinksConnect[] = [];
let web: FastifyInstance | undefined;

beforeEach(async () => {
  audit = new AuditRecorder();
  told = [];
  isActive = true;
  place = await openTempStore(systemClock);
  await openSandbox();
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.drain()));
  await pool.destroy();
  await web?.close();
  web = undefined;
  await sandbox.close();
  await place.remove();
});

async function openSandbox(options: Parameters<typeof openConnect>[0] = {}): Promise<void> {
  sandbox = await openConnect(options);
  flinks = new ConnectCaller(sandbox);
  pool = new Pool(sandbox.apiOrigin);
}

async function reopenSandbox(options: Parameters<typeof openConnect>[0]): Promise<void> {
  await pool.destroy();
  await sandbox.close();
  await openSandbox(options);
}

interface Process {
  readonly connect: FlinksConnect;
  readonly provider: ConnectProvider;
}

function gateway(changes: Partial<ConnectSettings> = {}, waitMs = 10_000): Process {
  const settings: ConnectSettings = {
    apiBaseUrl: new URL(`${sandbox.apiOrigin}/`),
    widgetUrl: new URL(`${sandbox.widgetOrigin}/v2/`),
    ...{ customerId: CUSTOMER_ID, secretKey: new Secret(SECRET_KEY), apiKey: new Secret(API_KEY) },
    ...{ linking: "widget", historyDays: 365, maxAgeMinutes: 1_000_000, retentionDays: 90 },
    ...{ pollSeconds: 1, giveUpMinutes: 30 },
    webhook: { secret: new Secret(WEBHOOK_SECRET), headers: ["x-flinks-signature"] },
    ...changes,
  };
  const tell =
    (what: string) =>
    async (_: unknown, reason = ""): Promise<void> => {
      told.push(`${what} ${reason}`.trim());
    };
  const connect = new FlinksConnect({
    ...{ settings, dispatcher: pool, store: place.store, clock: systemClock, audit: audit.audit },
    sealed: new SealedRecords(place.store, keyRing()),
    tokens: { accessToken: async () => new Secret(loginId) },
    ...{ callTimeoutMs: 2000, waitMs, isActive: async () => isActive, mayLive: async () => isActive },
    onChallenge: tell("challenge"),
    onChallengeEnded: tell("challenge ended"),
    onReauthRequired: tell("reauth"),
  });
  processes.push(connect);
  return { connect, provider: connect.providerOf(CAPITAL) };
}

/** Makes the consent's key, and a login for it. */
async function linked(id: string): Promise<void> {
  loginId = id;
  const token = new Secret(id);
  const issued = { accessToken: token, refreshToken: token, expiresInSeconds: 86_400, scope: undefined };
  const writes = await tokenVault(place.store).firstWrites(REFERENCE, tokenSetFrom(issued, Date.now()));
  await place.store.commit(REFERENCE.consentId, writes);
}

async function accounts({ provider }: Process, asked: CountedCall = connectCall()): Promise<any[]> {
  const answer = await provider.accounts(asked.call, { resultType: "details" });
  return [...answer.value.rows];
}

async function calls(): Promise<Record<string, number>> {
  return (await flinks.control("GET", "/calls")).body.total;
}

const transactions = { startDate: "2025-01-01", endDate: "2026-12-31", limit: 10_000 };

describe("linking", () => {
  it.each(["widget", "oauth"] as const)(
    "by %s ends with a loginId that reads the accounts",
    async (linking) => {
      const process = gateway({ linking });
      const server = process.connect.authorizationServerOf(CAPITAL, REDIRECT_URI);
      const left = new URL(await visitConnect((await server.authorizationUrl(CHECKS)).href, GREATDAY));
      expect(left.origin + left.pathname).toBe(REDIRECT_URI.href);
      const issued = await server.exchangeCode(left.searchParams, CHECKS);
      await linked(issued.refreshToken?.reveal() ?? "");
      const rows = await accounts(process);
      expect(rows.length).toBeGreaterThan(1);
      expect(rows[0]).toMatchObject({
        accountCategory: "DEPOSIT_ACCOUNT",
        currency: { currencyCode: "CAD" },
      });
      expect(rows.map(({ accountCategory }) => accountCategory)).not.toContain(undefined);
    },
  );

  it.each(["cancel", "no"] as const)("that ends with %s is a denial", async (decision) => {
    for (const linking of ["widget", "oauth"] as const) {
      const server = gateway({ linking }).connect.authorizationServerOf(CAPITAL, REDIRECT_URI);
      const url = await server.authorizationUrl(CHECKS);
      const left = new URL(await visitConnect(url.href, { ...GREATDAY, decision }));
      await expect(server.exchangeCode(left.searchParams, CHECKS)).rejects.toMatchObject({
        error: "access_denied",
      });
    }
  });

  it("finds the banks that Connect reaches", async () => {
    const institutions = await gateway().connect.institutions(AbortSignal.timeout(5000));
    expect(institutions).toContainEqual({ id: CAPITAL, name: "Flinks Capital", country: "CA" });
  });
});

describe("a reading", () => {
  it("is waited for while Flinks answers 202, and no longer than a request may", async () => {
    await flinks.control("PUT", "/processing", { processingMs: 2500 });
    await linked(await flinks.mint("alex"));
    const process = gateway({}, 1200);
    await expect(accounts(process)).rejects.toMatchObject({
      code: "PROVIDER_NOT_READY",
      facts: { retryAfter: 1 },
    });
    await eventually(
      async () =>
        (await place.store.get({ kind: "connect-snapshot", id: REFERENCE.consentId })) !== undefined,
    );
    const asked = connectCall();
    expect((await accounts(process, asked)).length).toBeGreaterThan(1);
    expect(asked.calls()).toBe(0);
    expect((await calls())["GetAccountsDetail"]).toBe(1);
    expect((await calls())["GetAccountsDetailAsync"]).toBeGreaterThanOrEqual(2);
  });

  it("brings a year of transactions, holders and networks, exact and nowhere the loginId", async () => {
    await linked(await flinks.mint("alex"));
    const process = gateway();
    const { call } = connectCall();
    const [chequing] = await accounts(process);
    const history = (await process.provider.transactions(call, chequing.accountId, transactions)).value;
    const days = history.rows.map(({ postedTimestamp }) => String(postedTimestamp));
    expect(days.length).toBeGreaterThan(100);
    expect(days).toEqual([...days].sort().reverse());
    expect(new Set(history.rows.map(({ debitCreditMemo }) => debitCreditMemo))).toEqual(
      new Set(["DEBIT", "CREDIT"]),
    );
    for (const { amount } of history.rows) expect(amount).toMatch(/^\d+(\.\d{1,2})?$/);
    const { rows: people } = (await process.provider.customers(call)).value;
    expect(people).toMatchObject([{ name: { full: expect.stringMatching(/^Alex /) } }]);
    const networks = (await process.provider.paymentNetworks(call, chequing.accountId)).value;
    expect(networks.rows).toMatchObject([{ type: "CA_ACSS", identifierType: "ACCOUNT_NUMBER" }]);
    expect(JSON.stringify([await accounts(process), history, people])).not.toContain(loginId);
  });

  it("is gone on with by another process when one has died in the middle", async () => {
    await flinks.control("PUT", "/processing", { processingMs: 1500 });
    await linked(await flinks.mint("alex"));
    const first = gateway({}, 50);
    await expect(accounts(first)).rejects.toMatchObject({ code: "PROVIDER_NOT_READY" });
    await eventually(async () => (await calls())["GetAccountsDetail"] === 1);
    await first.connect.drain();
    const second = gateway({}, 15_000);
    expect((await accounts(second)).length).toBeGreaterThan(1);
    const total = await calls();
    expect(total).toMatchObject({ Authorize: 1, GetAccountsDetail: 1 });
    expect(total["GetAccountsDetailAsync"]).toBeGreaterThanOrEqual(1);
  }, 30_000);

  it("of a login that the bank has shut is the end user's to mend", async () => {
    await linked(await flinks.mint("alex"));
    const process = gateway({ maxAgeMinutes: 0 });
    await accounts(process);
    await flinks.control("PUT", `/logins/${loginId}`, { refusal: "DISABLED_LOGIN" });
    expect((await accounts(process)).length).toBeGreaterThan(1);
    await eventually(() => told.length > 0);
    expect(told).toEqual(["reauth disabled_login"]);
  });
});

describe("a security question", () => {
  /** Has a snapshot, and a live reading that the bank asks something before. */
  async function challenged(): Promise<Process> {
    await linked(await flinks.mint("alex"));
    const process = gateway({ maxAgeMinutes: 0 });
    await accounts(process);
    await flinks.control("PUT", `/logins/${loginId}`, { asksMfaNext: true });
    await accounts(process);
    await eventually(() => told.includes("challenge"));
    return process;
  }

  it("is answered, and the reading goes on", async () => {
    const { connect } = await challenged();
    const challenge = await connect.challenges.challengeOf(REFERENCE);
    expect(challenge?.prompts).toMatchObject([
      { text: "What city were you born in?", type: "QuestionAndAnswer" },
    ]);
    const prompt = challenge?.prompts[0]?.text ?? "";
    await connect.challenges.answerChallenge(REFERENCE, [{ prompt, answer: "Montreal" }]);
    expect(told).toEqual(["challenge", "challenge ended"]);
    const kept = (): number => audit.events().filter((event) => event === "connect.snapshot-kept").length;
    await eventually(() => kept() === 2);
    const last = audit.records.filter(({ event }) => event === "connect.snapshot-kept").at(-1);
    expect(last?.facts).toMatchObject({ mode: "live", kept: "kept" });
  });

  it("that is answered wrongly three times ends the session, and nothing is lost", async () => {
    const process = await challenged();
    const { challenges } = process.connect;
    const wrong = [{ prompt: "What city were you born in?", answer: "Toronto" }];
    for (const code of [
      "CHALLENGE_ANSWER_WRONG",
      "CHALLENGE_ANSWER_WRONG",
      "CHALLENGE_ENDED",
      "CHALLENGE_ENDED",
    ]) {
      await expect(challenges.answerChallenge(REFERENCE, wrong)).rejects.toMatchObject({ code });
    }
    expect(await challenges.challengeOf(REFERENCE)).toBeUndefined();
    expect(told).toEqual(["challenge", "challenge ended"]);
    expect((await accounts(process)).length).toBeGreaterThan(1);
  });
});

describe("deleting a card", () => {
  it("ends the login, waits while it is being read, and counts one that is gone as ended", async () => {
    await flinks.control("PUT", "/processing", { processingMs: 600 });
    await linked(await flinks.mint("alex"));
    const server = gateway().connect.authorizationServerOf(CAPITAL, REDIRECT_URI);
    isActive = false;
    const token = new Secret(loginId);
    await expect(server.revoke(token, REFERENCE.consentId)).rejects.toMatchObject({
      code: "PROVIDER_NOT_READY",
    });
    await sleep(700);
    expect(await server.revoke(token, REFERENCE.consentId)).toBe("ENDED");
    expect((await flinks.control("GET", "/logins")).body).toEqual([]);
    expect(await server.revoke(token, REFERENCE.consentId)).toBe("ENDED");
  });

  it("is left to the last of the consents that share the login", async () => {
    await linked(await flinks.mint("alex"));
    const server = gateway().connect.authorizationServerOf(CAPITAL, REDIRECT_URI);
    await server.bind(new Secret(loginId), ConsentId("consent-2"));
    expect(await server.revoke(new Secret(loginId), REFERENCE.consentId)).toBe("UNSUPPORTED");
    expect((await flinks.control("GET", "/logins")).body).toHaveLength(1);
  });
});

describe("a webhook", () => {
  /** A gateway that Flinks can call. */
  async function listening(): Promise<Process> {
    const server = fastify();
    web = server;
    const target: { receive?: NonNullable<FlinksConnect["webhooks"]>["receive"] | undefined } = {};
    server.setErrorHandler(errorHandler(createLogger("silent")));
    registerConnectWebhookRoute(server, {
      headers: ["x-flinks-signature"],
      receive: async (headers, body) => target.receive?.(headers, body),
    });
    const origin = await server.listen({ host: "127.0.0.1", port: 0 });
    const url = `${origin}/webhooks/flinks-connect`;
    await reopenSandbox({ webhook: { url, secret: WEBHOOK_SECRET }, processingMs: 500 });
    await linked(await flinks.mint("alex"));
    const process = gateway({ maxAgeMinutes: 0, pollSeconds: 60 });
    target.receive = process.connect.webhooks?.receive.bind(process.connect.webhooks);
    return process;
  }

  const statuses = async (): Promise<number[][]> =>
    (await flinks.control("GET", "/webhooks")).body.map((delivery: any) => delivery.statuses);

  it("brings a reading on that would have been polled a minute later; again, it is not known", async () => {
    const process = await listening();
    // The widget's own reading is nobody's session of ours.
    await eventually(async () => (await statuses())[0]?.includes(404) === true);
    await accounts(process);
    await accounts(process);
    await eventually(async () => (await statuses())[1]?.at(-1) === 200);
    await eventually(async () => (await calls())["GetAccountsDetailAsync"] === 1);
    const kept = audit.records.filter(({ event }) => event === "connect.snapshot-kept");
    expect(kept.map(({ facts }) => facts["mode"])).toContain("webhook");
    await flinks.control("POST", "/webhooks/replay");
    await eventually(async () => (await statuses())[2]?.includes(404) === true);
  }, 30_000);

  it("with a bad signature is refused, and changes nothing", async () => {
    const process = await listening();
    await eventually(async () => (await flinks.control("GET", "/logins")).body[0].stored !== undefined);
    await accounts(process);
    await flinks.control("POST", "/webhooks", { loginId, badSignature: true });
    await eventually(async () => (await statuses()).at(-1)?.includes(401) === true);
    expect(audit.records).toContainEqual({
      event: "connect.webhook-refused",
      facts: { reason: "signature" },
    });
  }, 30_000);

  it("that anybody could have written is refused", async () => {
    await listening();
    const url = `http://127.0.0.1:${String((web?.server.address() as { port: number }).port)}/webhooks/flinks-connect`;
    const body = JSON.stringify({ RequestId: "r", Accounts: [] });
    const signed = createHmac("sha256", "a guess").update(body).digest("base64");
    const answer = await request(url, { method: "POST", body, headers: { "x-flinks-signature": signed } });
    expect(answer.statusCode).toBe(401);
    await answer.body.dump();
  });
});

describe("the end of the retention", () => {
  it("has nothing left to read", async () => {
    await linked(await flinks.mint("alex"));
    const process = gateway({ retentionDays: 0.00001 });
    await accounts(process);
    await sleep(900);
    expect(await place.store.get({ kind: "connect-snapshot", id: REFERENCE.consentId })).toBeUndefined();
    expect((await accounts(process)).length).toBeGreaterThan(1);
    expect((await calls())["GetAccountsDetail"]).toBe(2);
  });
});
