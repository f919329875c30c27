import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import type { Dispatcher } from "undici";
import { ConsentId, DataProviderId } from "../../../../src/core/ids.js";
import { Secret } from "../../../../src/core/secret.js";
import { ConnectClient } from "../../../../src/providers/flinks-connect/connect-client.js";
import { type GuardSettings, ProviderGuard } from "../../../../src/providers/guard/provider-guard.js";
import type { ConsentReference } from "../../../../src/tokens/consent-reference.js";
import { connectCall, ConnectWorld, SETTINGS } from "../../../support/connect-world.js";
import { ok, refused } from "../../../support/fake-connect.js";
import { Gate, isSettled } from "../../../support/gate.js";
import { REFERENCE } from "../../../support/token-world.js";

const TIMEOUT_MS = 5000;
/** After which a bank counts as down. */
const FAILURES = 5;
const SESSION = new Secret("request-1");
const IN_GOOD_ORDER = async (): Promise<void> => undefined;
const BROKEN_OFF = async (): Promise<void> => {
  throw new Error("the connection broke off");
};

let world: ConnectWorld;
let guard: ProviderGuard;
let client: ConnectClient;

beforeEach(async () => {
  world = await ConnectWorld.open();
  guard = guardWith({});
  client = clientWith(guard);
});

afterEach(() => world.close());

function guardWith(settings: Partial<GuardSettings>): ProviderGuard {
  const usual = { maxInFlight: 2, timeoutMs: TIMEOUT_MS, clock: world.clock, random: () => 0.999 };
  return new ProviderGuard(DataProviderId("flinks-connect"), { ...usual, ...settings });
}

function clientWith(before: ProviderGuard, dispatcher = world.flinks.dispatcher): ConnectClient {
  const { clock } = world;
  return new ConnectClient({ settings: SETTINGS, dispatcher, clock, timeoutMs: TIMEOUT_MS, guard: before });
}

/** One call of a reading of its own. */
const read = (): Promise<unknown> => client.accountsDetail(SESSION, { reading: {} });

async function failures(count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) await expect(read()).rejects.toThrow("");
}

async function withFlinksDown(): Promise<void> {
  world.flinks.beforeAnswer = BROKEN_OFF;
  await failures(FAILURES);
  expect(world.flinks.calls).toHaveLength(FAILURES);
}

describe("the guard before Flinks", () => {
  it("makes no call of a reading while Flinks is down, but for one a second to see whether it is back", async () => {
    await withFlinksDown();
    await expect(read()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE", facts: { retryAfter: 1 } });
    expect(world.flinks.calls).toHaveLength(FAILURES);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    world.clock.advance(1000);
    await expect(read()).resolves.toMatchObject({ detail: "ready" });
    await expect(read()).resolves.toMatchObject({ detail: "ready" });
  });

  it("takes a failure without a code for Flinks' own", async () => {
    world.flinks.detail = () => ({ status: 503, body: "" });
    await failures(FAILURES + 1);
    expect(world.flinks.calls).toHaveLength(FAILURES);
  });

  it.each(["RETRY_LATER", "AGGREGATION_ERROR", "DISABLED_INSTITUTION"])(
    "takes %s for the word on one login or bank, and goes on with the others",
    async (code) => {
      world.flinks.detail = () => refused(code, 503);
      await failures(2 * FAILURES);
      expect(world.flinks.calls).toHaveLength(2 * FAILURES);
    },
  );

  it("lets pass what a person waits for, and what ends a login", async () => {
    await withFlinksDown();
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    await client.deleteCard(new Secret("login"), {});
    await client.answer(SESSION, new Map([["What city?", "Paris"]]), {});
    expect(world.flinks.names().slice(FAILURES)).toEqual([
      "DeleteCard",
      "GenerateAuthorizeToken",
      "Authorize",
    ]);
    await expect(read()).rejects.toMatchObject({ facts: { retryAfter: 1 } });
  });

  it("makes fewer calls where Flinks asks for fewer", async () => {
    world.flinks.detail = () => refused("TOO_MANY_REQUESTS", 429);
    // What is turned away at random is turned away whenever it may be.
    const wary = guardWith({ random: () => 0 });
    const reading = async (): Promise<unknown> => clientWith(wary).accountsDetail(SESSION, { reading: {} });
    for (let each = 0; each < 20; each += 1) await expect(reading()).rejects.toThrow("");
    expect(wary.report.refused.throttled).toBeGreaterThan(0);
    expect(world.flinks.calls.length + wary.report.refused.throttled).toBe(20);
  });

  it("ends a call that takes too long, which is a failure of Flinks'", async () => {
    const hanging = {
      request: async ({ signal }: { readonly signal: AbortSignal }): Promise<never> => {
        await once(signal, "abort");
        throw signal.reason;
      },
    } as unknown as Dispatcher;
    const hasty = guardWith({ timeoutMs: 20 });
    const slow = clientWith(hasty, hanging);
    for (let each = 0; each < FAILURES; each += 1) {
      const call = slow.accountsDetail(SESSION, { reading: {} });
      await expect(call).rejects.toMatchObject({ code: "PROVIDER_TIMEOUT" });
    }
    expect(hasty.report.isOpen).toBe(true);
  });

  it("sends nothing twice: it may have begun a login at the bank", async () => {
    for (let each = 0; each < 20; each += 1) await read();
    world.flinks.beforeAnswer = BROKEN_OFF;
    await failures(1);
    expect(world.flinks.calls).toHaveLength(21);
  });

  it("sends no more at the same time than Flinks is to be sent", async () => {
    const gate = new Gate();
    world.flinks.beforeAnswer = gate.pass;
    const reads = [read(), read(), read()];
    await gate.reached;
    expect(await isSettled(Promise.race(reads))).toBe(false);
    expect(world.flinks.calls).toHaveLength(2);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    gate.open();
    await Promise.all(reads);
    expect(world.flinks.calls).toHaveLength(3);
  });

  it("stands before the readings of all consents", async () => {
    const { provider } = world.process({}, guard);
    const ask = async (name: string): Promise<unknown> => {
      const reference: ConsentReference = { ...REFERENCE, consentId: ConsentId(name) };
      await world.link(reference);
      return (await provider.accounts(connectCall(reference).call, { resultType: "details" })).value.rows;
    };
    world.flinks.beforeAnswer = BROKEN_OFF;
    for (let each = 0; each < FAILURES; each += 1) {
      await expect(ask(`consent-${each}`)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    }
    expect(world.flinks.calls).toHaveLength(FAILURES);
    world.flinks.beforeAnswer = IN_GOOD_ORDER;
    world.flinks.detail = () => ok({ Accounts: [] });
    const refusal = { code: "PROVIDER_UNAVAILABLE", facts: { retryAfter: expect.any(Number) } };
    await expect(ask("another")).rejects.toMatchObject(refusal);
    expect(world.flinks.calls).toHaveLength(FAILURES);
    expect(guard.report.refused.breaker_open).toBe(1);
  });
});
