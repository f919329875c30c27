import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConsentId } from "../../../../src/core/ids.js";
import { INSTITUTION_ID, connectAccount, connectDetail, LOGIN_ID } from "../../../support/connect-answers.js";
import {
  connectCall,
  type ConnectProcess,
  ConnectWorld,
  MINUTE_MS,
  WAIT_MS,
} from "../../../support/connect-world.js";
import { ok, PENDING, refused } from "../../../support/fake-connect.js";
import { Gate, isSettled } from "../../../support/gate.js";
import { REFERENCE } from "../../../support/token-world.js";
import { tokenVault } from "../../../support/builders.js";

const OPENED = ["GenerateAuthorizeToken", "Authorize", "GetAccountsDetail"];
const POLL_MS = 10_000;

let world: ConnectWorld;
let here: ConnectProcess;

beforeEach(async () => {
  world = await ConnectWorld.open();
  here = world.process();
});

afterEach(() => world.close());

/** One request for the account list. */
async function titles({ provider }: ConnectProcess = here): Promise<unknown[]> {
  const answer = await provider.accounts(connectCall().call, { resultType: "details" });
  return answer.value.rows.map(({ productName }) => productName);
}

function answers(title: string, lastRefresh: string): void {
  const body = connectDetail({
    Accounts: [connectAccount({ Title: title })],
    Login: { Id: LOGIN_ID, LastRefresh: lastRefresh },
  });
  world.flinks.detail = () => ok(body);
  world.flinks.poll = () => ok(body);
}

/** Has a first snapshot, and lets it grow old. */
async function withOldSnapshot(): Promise<void> {
  answers("Old", "2026-03-01T11:00:00Z");
  await titles();
  await here.time.pass(6 * 60 * MINUTE_MS);
  world.flinks.calls.length = 0;
}

describe("the first reading", () => {
  it("takes what Flinks has: an authorize token for its one use, a session, the data", async () => {
    expect(await titles()).toEqual(["Chequing CAD"]);
    expect(world.flinks.names()).toEqual(OPENED);
    const [token, authorize, detail] = world.flinks.calls;
    expect(token?.headers["flinks-auth-key"]).toBe("the secret key");
    expect(authorize?.headers["flinks-auth-key"]).toBe("authorize-token-1");
    expect(authorize?.body).toEqual({ LoginId: LOGIN_ID, MostRecentCached: true });
    expect(detail?.headers["x-api-key"]).toBe("the api key");
    expect(detail?.body).toEqual({
      RequestId: "request-1",
      WithAccountIdentity: true,
      WithKYC: false,
      WithTransactions: true,
      DaysOfTransactions: "Days365",
    });
    expect(await world.session()).toBeUndefined();
  });

  it("counts its calls for the request that waits, and a request after it makes none", async () => {
    const first = connectCall();
    await here.provider.accounts(first.call, { resultType: "details" });
    expect(first.calls()).toBe(3);
    const second = connectCall();
    await here.provider.accounts(second.call, { resultType: "details" });
    expect(second.calls()).toBe(0);
    expect(world.flinks.calls).toHaveLength(3);
  });

  it("is one for all who ask at once, and counted once", async () => {
    const calls = [connectCall(), connectCall(), connectCall()];
    await Promise.all(calls.map(({ call }) => here.provider.customers(call)));
    expect(world.flinks.names()).toEqual(OPENED);
    expect(calls.map((each) => each.calls())).toEqual([3, 0, 0]);
  });

  it("is polled while Flinks reads, and waited for until the request must answer", async () => {
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => PENDING;
    const asked = titles();
    await here.time.pass(WAIT_MS - 1);
    expect(await isSettled(asked)).toBe(false);
    await here.time.pass(1);
    await expect(asked).rejects.toMatchObject({ code: "PROVIDER_NOT_READY", facts: { retryAfter: 10 } });
    answers("Read", "2026-03-01T12:00:00Z");
    await here.time.pass(POLL_MS);
    expect(world.flinks.names()).toEqual([...OPENED, "GetAccountsDetailAsync"]);
    expect(await titles()).toEqual(["Read"]);
    expect(world.flinks.calls).toHaveLength(4);
  });

  it("goes on when the client hangs up, and is nobody's calls then", async () => {
    const gate = new Gate();
    world.flinks.beforeAnswer = gate.pass;
    const request = connectCall();
    const asked = here.provider.customer(request.call);
    await gate.reached;
    request.leave();
    await expect(asked).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    gate.open();
    await here.time.settle();
    expect(request.calls()).toBe(1);
    expect(await titles()).toEqual(["Chequing CAD"]);
  });

  it("is given up after half an hour, and rests before another begins", async () => {
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => PENDING;
    const asked = titles();
    asked.catch(() => undefined);
    await here.time.pass(30 * MINUTE_MS + POLL_MS);
    await expect(asked).rejects.toMatchObject({ code: "PROVIDER_NOT_READY" });
    const made = world.flinks.calls.length;
    expect(made).toBeGreaterThan(150);
    expect(await world.session()).toMatchObject({ status: "RESTING", code: "PROVIDER_TIMEOUT", failures: 1 });
    await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT", facts: { retryAfter: 50 } });
    expect(world.flinks.calls).toHaveLength(made);
    await here.time.pass(MINUTE_MS);
    answers("At last", "2026-03-01T12:40:00Z");
    expect(await titles()).toEqual(["At last"]);
  });
});

describe("an old snapshot", () => {
  it("is given at once, and read anew at the bank meanwhile, at no request's cost", async () => {
    await withOldSnapshot();
    answers("New", "2026-03-01T18:00:00Z");
    const request = connectCall();
    const { value } = await here.provider.accounts(request.call, { resultType: "details" });
    expect(value.rows[0]?.["productName"]).toBe("Old");
    await here.time.settle();
    expect(request.calls()).toBe(0);
    expect(world.flinks.calls[1]?.body).toEqual({ LoginId: LOGIN_ID, MostRecentCached: false, Save: true });
    expect(await titles()).toEqual(["New"]);
    expect(world.flinks.names()).toEqual(OPENED);
  });

  it("is the same for all calls of one request", async () => {
    await withOldSnapshot();
    answers("New", "2026-03-01T18:00:00Z");
    const { call } = connectCall();
    await here.provider.customers(call);
    await here.time.settle();
    const { value } = await here.provider.accounts(call, { resultType: "details" });
    expect(value.rows[0]?.["productName"]).toBe("Old");
    expect(await titles()).toEqual(["New"]);
  });

  it("that a live reading could not make newer is not read again at once", async () => {
    await withOldSnapshot();
    await titles();
    await here.time.settle();
    expect(world.flinks.names()).toEqual(OPENED);
    await titles();
    await here.time.settle();
    expect(world.flinks.names()).toEqual(OPENED);
  });

  it("is gone when its retention ends, whatever the store thinks", async () => {
    await titles();
    await here.time.pass(89 * 24 * 60 * MINUTE_MS);
    await world.sealed.read(REFERENCE, "connect-snapshot").then((record) => {
      expect(record).toBeDefined();
    });
    world.flinks.authorize = () => refused("RETRY_LATER");
    expect(await titles()).toEqual(["Chequing CAD"]);
    await here.time.pass(24 * 60 * MINUTE_MS);
    await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(await world.sealed.read(REFERENCE, "connect-snapshot")).toBeUndefined();
  });

  it("is gone also where somebody has taken its end out of the store", async () => {
    await titles();
    const { consentId: id } = REFERENCE;
    const record = await world.place.get({ kind: "connect-snapshot", id });
    if (record === undefined) throw new Error("no snapshot");
    const { value, version } = record;
    await world.place.commit(id, [{ kind: "connect-snapshot", value, ifVersion: version, version }]);
    await here.time.pass(90 * 24 * 60 * MINUTE_MS);
    expect(await world.place.get({ kind: "connect-snapshot", id })).toBeDefined();
    world.flinks.authorize = () => refused("RETRY_LATER");
    await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    await here.time.pass(MINUTE_MS);
    world.flinks.authorize = () => world.flinks.session();
    expect(await titles()).toEqual(["Chequing CAD"]);
  });

  it("does not give way to one that cannot be read", async () => {
    await withOldSnapshot();
    world.flinks.detail = () => ok(connectDetail({ Accounts: [connectAccount(), { Title: "no id" }] }));
    expect(await titles()).toEqual(["Old"]);
    await here.time.settle();
    expect(await world.session()).toMatchObject({ status: "RESTING", code: "PROVIDER_ANSWER_INVALID" });
    expect(await titles()).toEqual(["Old"]);
  });

  it("does not give way to one of another login", async () => {
    await withOldSnapshot();
    const Login = { Id: "00000000-0000-4000-8000-000000000000", LastRefresh: "2026-03-01T17:00:00Z" };
    world.flinks.detail = () => ok(connectDetail({ Login }));
    await titles();
    await here.time.settle();
    expect(await titles()).toEqual(["Old"]);
  });
});

describe("a snapshot of another bank", () => {
  it("is not shown", async () => {
    world.flinks.detail = () => ok(connectDetail({ InstitutionId: INSTITUTION_ID + 1 }));
    await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
  });
});

describe("a refusal", () => {
  it.each(["INVALID_LOGIN", "INVALID_USERNAME", "INVALID_PASSWORD", "DISABLED_LOGIN", "NEW_ACCOUNT"])(
    "%s is the end user's to mend",
    async (code) => {
      world.flinks.authorize = () => refused(code);
      await expect(titles()).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
      expect(world.told).toEqual([`reauth consent-1 ${code.toLowerCase()}`]);
    },
  );

  it.each(["UNAUTHORIZED", "ACCESS_DENIED"])("%s is the operator's, and ends no consent", async (code) => {
    world.flinks.authorize = () => refused(code);
    await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_REFUSED" });
    expect(world.told).toEqual([]);
    const alarm = world.audit.records.find(({ event }) => event === "operator.alarm");
    expect(alarm?.facts).toMatchObject({ alarm: "client_refused", consentId: "consent-1" });
  });

  it.each([
    ["RETRY_LATER", 401, "PROVIDER_UNAVAILABLE"],
    ["AGGREGATION_ERROR", 500, "PROVIDER_UNAVAILABLE"],
    ["DISABLED_INSTITUTION", 405, "PROVIDER_UNAVAILABLE"],
    ["TOO_MANY_REQUESTS", 401, "PROVIDER_RATE_LIMITED"],
    ["SOMETHING_NEW", 401, "PROVIDER_REFUSED"],
    ["SOMETHING_NEW", 503, "PROVIDER_UNAVAILABLE"],
    ["not a code", 429, "PROVIDER_RATE_LIMITED"],
  ])("%s with HTTP %i is %s, and no consent's end", async (code, status, outcome) => {
    world.flinks.authorize = () => refused(code, status);
    await expect(titles()).rejects.toMatchObject({ code: outcome });
    expect(world.told).toEqual([]);
    expect(await world.session()).toMatchObject({ status: "RESTING", code: outcome });
  });

  it("makes the rests longer as long as it goes on, and is forgotten after a success", async () => {
    world.flinks.authorize = () => refused("RETRY_LATER");
    for (const retryAfter of [60, 120, 240, 480, 900, 900]) {
      await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE", facts: { retryAfter } });
      await here.time.pass(retryAfter * 1000);
    }
    world.flinks.authorize = () => world.flinks.session();
    expect(await titles()).toEqual(["Chequing CAD"]);
    expect(await world.session()).toBeUndefined();
  });

  it("with a time to wait is heeded", async () => {
    const headers = { "retry-after": "7200" };
    world.flinks.authorize = () => ({ status: 401, headers, body: { FlinksCode: "TOO_MANY_REQUESTS" } });
    await expect(titles()).rejects.toMatchObject({ facts: { retryAfter: 7200 } });
  });

  it("never shows a loginId, a requestId or Flinks' own text", async () => {
    world.flinks.authorize = () => refused("RETRY_LATER");
    const failure: unknown = await titles().catch((reason: unknown) => reason);
    const written = JSON.stringify([String(failure), world.audit.records]);
    expect(written).not.toContain(LOGIN_ID);
    expect(written).not.toContain("nobody may log");
    expect(written).not.toContain("request-1");
  });

  it("CARD_IN_USE is waited out", async () => {
    let isBusy = true;
    world.flinks.authorize = () => (isBusy ? refused("CARD_IN_USE", 400) : world.flinks.session());
    const asked = titles();
    asked.catch(() => undefined);
    await here.time.pass(POLL_MS - 1);
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(1);
    isBusy = false;
    await here.time.pass(1);
    expect(await titles()).toEqual(["Chequing CAD"]);
  });

  it.each(["SESSION_NONEXISTENT", "SESSION_EXPIRED"])(
    "%s opens another session, a cached one",
    async (code) => {
      await withOldSnapshot();
      let isGone = true;
      world.flinks.detail = () => {
        if (!isGone) return ok(connectDetail({ Accounts: [connectAccount({ Title: "New" })] }));
        isGone = false;
        return refused(code, 400);
      };
      await titles();
      await here.time.settle();
      const bodies = world.flinks.calls.filter(({ name }) => name === "Authorize").map(({ body }) => body);
      expect(bodies.map((body) => body["MostRecentCached"])).toEqual([false, true]);
      expect(await titles()).toEqual(["New"]);
    },
  );

  it("of session after session ends", async () => {
    world.flinks.detail = () => refused("SESSION_NONEXISTENT", 400);
    const asked = titles();
    asked.catch(() => undefined);
    await here.time.pass(5 * MINUTE_MS);
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(4);
    expect(await world.session()).toMatchObject({ status: "RESTING", code: "PROVIDER_UNAVAILABLE" });
  });

  it("of one look does not end a reading that Flinks is at", async () => {
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => "no answer";
    const asked = titles();
    asked.catch(() => undefined);
    await here.time.pass(2 * POLL_MS);
    world.flinks.poll = () => ({ status: 502, body: "a proxy's page" });
    await here.time.pass(POLL_MS);
    world.flinks.poll = () => ok(connectDetail());
    await here.time.pass(POLL_MS);
    expect(await titles()).toEqual(["Chequing CAD"]);
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(1);
  });
});

describe("several processes", () => {
  it("make one reading between them: the other watches, and gives what it brought", async () => {
    const gate = new Gate();
    const there = world.process();
    world.flinks.beforeAnswer = gate.pass;
    const asked = titles(here);
    await gate.reached;
    const watching = titles(there);
    await there.time.settle();
    gate.open();
    expect(await asked).toEqual(["Chequing CAD"]);
    await there.time.pass(1000);
    expect(await watching).toEqual(["Chequing CAD"]);
    expect(world.flinks.names()).toEqual(OPENED);
  });

  it("leave a reading to the one that is at it, as long as it is", async () => {
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => PENDING;
    const asked = titles(here);
    asked.catch(() => undefined);
    await here.time.pass(9_000);
    const there = world.process();
    await there.connect.round(new AbortController().signal);
    await there.time.settle();
    expect(world.flinks.names()).toEqual(OPENED);
  });

  it("go on where one has died, with the session it had", async () => {
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => PENDING;
    const asked = titles(here);
    asked.catch(() => undefined);
    await here.time.settle();
    // It dies: nothing of it happens any more.
    await here.memory.close();
    const there = world.process();
    answers("After the crash", "2026-03-01T12:00:00Z");
    await there.time.pass(30_000);
    await there.connect.round(new AbortController().signal);
    await there.time.settle();
    expect(world.flinks.names()).toEqual([...OPENED, "GetAccountsDetailAsync"]);
    expect(world.flinks.calls[3]?.path).toContain("/GetAccountsDetailAsync/request-1");
    expect(await titles(there)).toEqual(["After the crash"]);
    await here.time.pass(WAIT_MS);
    await expect(asked).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("open a session anew that one has died in the middle of opening", async () => {
    const gate = new Gate();
    world.flinks.beforeAnswer = gate.pass;
    titles(here).catch(() => undefined);
    await gate.reached;
    await here.memory.close();
    world.flinks.beforeAnswer = async () => undefined;
    const there = world.process();
    await there.time.pass(20_000);
    expect(await titles(there)).toEqual(["Chequing CAD"]);
    gate.open();
  });

  it("begin nothing anew of their own accord: what rests, rests until somebody asks", async () => {
    world.flinks.authorize = () => refused("RETRY_LATER");
    await expect(titles()).rejects.toThrow();
    await here.time.pass(2 * MINUTE_MS);
    const made = world.flinks.calls.length;
    await here.connect.round(new AbortController().signal);
    await here.time.settle();
    expect(world.flinks.calls).toHaveLength(made);
  });
});

describe("a consent that has ended", () => {
  it("is read no further, and what came for it is not kept", async () => {
    world.flinks.detail = () => PENDING;
    const asked = titles();
    asked.catch(() => undefined);
    await here.time.settle();
    world.ended.add(ConsentId("consent-1"));
    await here.time.pass(POLL_MS);
    expect(world.flinks.names()).toEqual(OPENED);
    expect(await world.session()).toBeUndefined();
    await expect(titles()).rejects.toMatchObject({ code: "CONSENT_NOT_ACTIVE" });
  });

  it("while its data are on their way leaves nothing behind", async () => {
    world.flinks.beforeAnswer = async ({ name }) => {
      if (name === "GetAccountsDetail") world.ended.add(ConsentId("consent-1"));
    };
    await expect(titles()).rejects.toThrow();
    expect(await world.sealed.read(REFERENCE, "connect-snapshot")).toBeUndefined();
  });

  it("while its snapshot is being written leaves nothing behind, and no session", async () => {
    here.store.beforeCommit = async (writes) => {
      if (writes.some(({ kind }) => kind === "connect-snapshot")) world.ended.add(ConsentId("consent-1"));
    };
    await expect(titles()).rejects.toThrow();
    await here.time.settle();
    expect(await world.sealed.read(REFERENCE, "connect-snapshot")).toBeUndefined();
    expect(await world.session()).toBeUndefined();
    expect(world.audit.events()).not.toContain("connect.snapshot-kept");
  });

  it("cannot be opened once its key is destroyed", async () => {
    await titles();
    await tokenVault(world.place).destroy(REFERENCE.consentId);
    expect(await world.sealed.read(REFERENCE, "connect-snapshot")).toBeUndefined();
  });
});

describe("the record of a session, by which a webhook is known", () => {
  it("outlives a reading that has brought data: Flinks tells that too", async () => {
    await titles();
    expect(await world.requests()).toBe(1);
  });

  it("goes with a reading that fails", async () => {
    world.flinks.detail = () => refused("AGGREGATION_ERROR", 500);
    await expect(titles()).rejects.toThrow();
    expect(await world.requests()).toBe(0);
  });

  it("goes with a session that is gone, and the next one has its own", async () => {
    world.flinks.detail = ({ RequestId: id }) =>
      id === "request-1" ? refused("SESSION_EXPIRED", 400) : ok(connectDetail());
    await titles();
    expect(await world.requests()).toBe(1);
  });

  it.each(["GetAccountsDetail", "no call"])("goes with a consent that ends during %s", async (during) => {
    world.flinks.detail = () => (during === "no call" ? PENDING : ok(connectDetail()));
    world.flinks.beforeAnswer = async ({ name }) => {
      if (name === during) world.ended.add(ConsentId("consent-1"));
    };
    titles().catch(() => undefined);
    await here.time.settle();
    expect(await world.requests()).toBe(during === "no call" ? 1 : 0);
    // As a revocation does it.
    world.ended.add(ConsentId("consent-1"));
    await tokenVault(world.place).destroyRead(REFERENCE.consentId);
    await here.time.pass(POLL_MS);
    expect(await world.requests()).toBe(0);
  });
});

describe("closing", () => {
  it("waits for the call that is under way, writes down what it brings, and begins no other", async () => {
    const gate = new Gate();
    world.flinks.beforeAnswer = async ({ name }) => (name === "Authorize" ? gate.pass() : undefined);
    titles().catch(() => undefined);
    await gate.reached;
    const closing = here.connect.drain();
    expect(await isSettled(closing)).toBe(false);
    gate.open();
    await closing;
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "Authorize"]);
    expect(await world.session()).toMatchObject({ status: "READING", requestId: "request-1" });
  });
});

describe("a store that is away", () => {
  it("is told, and the reading is brought to its end later", async () => {
    here.memory.fault = "down";
    await expect(titles()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    here.memory.fault = "none";
    expect(await titles()).toEqual(["Chequing CAD"]);
  });
});
