import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConsentId, DataProviderId } from "../../../../src/core/ids.js";
import { type GuardSettings, ProviderGuard } from "../../../../src/providers/guard/provider-guard.js";
import type { ConsentReference } from "../../../../src/tokens/consent-reference.js";
import { connectCall, type ConnectProcess, ConnectWorld } from "../../../support/connect-world.js";
import { type ConnectReply, refused } from "../../../support/fake-connect.js";
import { Gate, isSettled } from "../../../support/gate.js";
import { REFERENCE } from "../../../support/token-world.js";

/** After which a bank counts as down. */
const FAILURES = 5;
const READ = ["GenerateAuthorizeToken", "Authorize", "GetAccountsDetail"];
const DOWN: ConnectReply = { status: 503, body: "" };
const TURNED_AWAY = { code: "PROVIDER_UNAVAILABLE", facts: { retryAfter: 1 } };
const IN_GOOD_ORDER = async (): Promise<void> => undefined;
const BROKEN_OFF = async (): Promise<void> => {
  throw new Error("the connection broke off");
};

let world: ConnectWorld;
let guard: ProviderGuard;
let here: ConnectProcess;
let people: number;

beforeEach(async () => {
  people = 0;
  world = await ConnectWorld.open();
  behind({});
});

afterEach(() => world.close());

function behind(settings: Partial<GuardSettings>): void {
  const usual = { maxInFlight: 2, timeoutMs: 5000, clock: world.clock, random: () => 0.999 };
  guard = new ProviderGuard(DataProviderId("flinks-connect"), { ...usual, ...settings });
  here = world.process({}, guard);
}

function referenceTo(name: string): ConsentReference {
  return { ...REFERENCE, consentId: ConsentId(name) };
}

/** The first reading of a consent. */
async function ask(name = `person-${people++}`): Promise<unknown> {
  const reference = referenceTo(name);
  await world.link(reference);
  return (await here.provider.accounts(connectCall(reference).call, { resultType: "details" })).value.rows;
}

async function failures(count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) await expect(ask()).rejects.toThrow("");
}

const told = (): readonly string[] => world.audit.records.map(({ event }) => event);

describe("the guard before Flinks", () => {
  it("takes no step while Flinks is down, but for one a second to see whether it is back", async () => {
    world.flinks.beforeAnswer = BROKEN_OFF;
    await failures(FAILURES);
    await expect(ask("late")).rejects.toMatchObject(TURNED_AWAY);
    expect(world.flinks.calls).toHaveLength(FAILURES);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    world.clock.advance(1000);
    await ask();
    await ask();
    expect(world.flinks.names().slice(FAILURES)).toEqual([...READ, ...READ]);
  });

  it("lets a consent that was turned away be read as soon as Flinks is back", async () => {
    world.flinks.beforeAnswer = BROKEN_OFF;
    await failures(FAILURES);
    world.audit.records.length = 0;
    await expect(ask("late")).rejects.toMatchObject(TURNED_AWAY);
    expect(await world.session(referenceTo("late"))).toBeUndefined();
    expect(told()).toEqual([]);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    world.clock.advance(1000);
    expect(await ask("late")).toHaveLength(1);
  });

  it("judges a step by its end: that tokens are given out says nothing of what comes after", async () => {
    world.flinks.authorize = () => DOWN;
    await failures(FAILURES);
    await expect(ask()).rejects.toMatchObject(TURNED_AWAY);
    expect(world.flinks.names()).toHaveLength(2 * FAILURES);
  });

  it("asks for the data later where it could not ask for them at once", async () => {
    const reference = referenceTo("careful");
    world.flinks.authorize = () => world.flinks.challenge();
    await expect(ask("careful")).rejects.toMatchObject({ code: "CHALLENGE_REQUIRED" });
    world.flinks.authorize = () => world.flinks.session();
    world.flinks.beforeAnswer = BROKEN_OFF;
    await failures(FAILURES);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    world.flinks.calls.length = 0;
    const answers = [{ prompt: "What city were you born in?", answer: "Montreal" }];
    await here.connect.challenges.answerChallenge(reference, answers);
    await here.time.settle();
    // What a person waits for passes; the reading's next step does not.
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "Authorize"]);
    expect(await world.session(reference)).toMatchObject({ status: "READING", isAsked: false });
    world.clock.advance(60_000);
    await here.connect.round(new AbortController().signal);
    await here.time.settle();
    expect(world.flinks.names().slice(2)).toEqual(["GetAccountsDetail"]);
  });

  it.each(["RETRY_LATER", "AGGREGATION_ERROR", "DISABLED_INSTITUTION"])(
    "takes %s for the word on one login or bank, and goes on with the others",
    async (code) => {
      world.flinks.authorize = () => refused(code, 503);
      await failures(2 * FAILURES);
      expect(world.flinks.calls).toHaveLength(4 * FAILURES);
    },
  );

  it("takes a code that nobody knows for Flinks' own failure", async () => {
    world.flinks.authorize = () => refused("SOMETHING_ELSE", 500);
    await failures(FAILURES);
    await expect(ask()).rejects.toMatchObject(TURNED_AWAY);
  });

  it("takes a refusal without a code for an answer", async () => {
    world.flinks.authorize = () => ({ status: 404, body: "" });
    await failures(2 * FAILURES);
    expect(world.flinks.calls).toHaveLength(4 * FAILURES);
  });

  it("keeps nothing back of what fails in a step that was taken", async () => {
    here.store.breaks = (writes) => writes.some(({ kind }) => kind === "connect-session");
    await expect(ask()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(told()).toEqual(["connect.reading-failed"]);
  });

  it("does not take silence for Flinks' own: it may have waited for one bank", async () => {
    world.flinks.authorize = () => ({ status: 504, body: "" });
    await failures(2 * FAILURES);
    expect(world.flinks.calls).toHaveLength(4 * FAILURES);
  });

  it("takes fewer steps where Flinks asks for fewer calls", async () => {
    // What is turned away at random is turned away whenever it may be.
    behind({ random: () => 0 });
    world.flinks.authorize = () => refused("TOO_MANY_REQUESTS", 429);
    await failures(30);
    const { throttled } = guard.report.refused;
    expect(throttled).toBeGreaterThan(0);
    expect(world.flinks.calls.length / 2 + throttled).toBe(30);
  });

  it("takes nothing twice: it may have begun a login at the bank", async () => {
    for (let each = 0; each < 10; each += 1) await ask();
    world.flinks.calls.length = 0;
    world.flinks.beforeAnswer = BROKEN_OFF;
    await failures(1);
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken"]);
  });

  it("takes no more steps at the same time than Flinks is to be sent calls", async () => {
    const gate = new Gate();
    world.flinks.beforeAnswer = gate.pass;
    const readings = [ask(), ask(), ask()];
    await gate.reached;
    expect(await isSettled(Promise.race(readings))).toBe(false);
    await here.time.settle();
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "GenerateAuthorizeToken"]);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    gate.open();
    await Promise.all(readings);
    expect(world.flinks.calls).toHaveLength(3 * READ.length);
  });
});
