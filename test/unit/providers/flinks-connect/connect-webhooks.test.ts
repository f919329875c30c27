import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConsentId } from "../../../../src/core/ids.js";
import {
  bytesOf,
  connectAccount,
  connectDetail,
  type Json,
  LOGIN_ID,
} from "../../../support/connect-answers.js";
import { REFERENCE } from "../../../support/token-world.js";
import {
  connectCall,
  type ConnectProcess,
  ConnectWorld,
  MINUTE_MS,
  WEBHOOK_SECRET,
} from "../../../support/connect-world.js";
import { ok, PENDING } from "../../../support/fake-connect.js";

let world: ConnectWorld;
let here: ConnectProcess;

beforeEach(async () => {
  world = await ConnectWorld.open();
  here = world.process();
});

afterEach(() => world.close());

async function titles({ provider }: ConnectProcess = here): Promise<unknown[]> {
  const answer = await provider.accounts(connectCall().call, { resultType: "details" });
  return answer.value.rows.map(({ productName }) => productName);
}

/** A first reading that Flinks is still at. */
async function reading(process: ConnectProcess = here): Promise<void> {
  world.flinks.detail = () => PENDING;
  world.flinks.poll = () => PENDING;
  titles(process).catch(() => undefined);
  await process.time.settle();
}

function webhook(changes: Json = {}): Buffer {
  const Accounts = [connectAccount({ Title: "Told by Flinks" })];
  return bytesOf(connectDetail({ ResponseType: "GetAccountsDetail", Accounts, ...changes }));
}

const signatureOf = (body: Buffer, secret = WEBHOOK_SECRET): string =>
  createHmac("sha256", secret).update(body).digest("base64");

function receive(
  body = webhook(),
  headers: Record<string, string> = { "x-flinks-signature": signatureOf(body) },
  { connect } = here,
): Promise<void> {
  if (connect.webhooks === undefined) throw new Error("no webhooks");
  return connect.webhooks.receive(headers, body);
}

describe("a webhook", () => {
  it("is known by its session, and its data are there at once", async () => {
    await reading();
    await receive();
    expect(await titles()).toEqual(["Told by Flinks"]);
  });

  it("brings Flinks' usual window: a reading of a longer one asks for the rest, at once", async () => {
    await reading();
    world.flinks.poll = () => ok(connectDetail({ Accounts: [connectAccount({ Title: "A whole year" })] }));
    await receive();
    await here.time.settle();
    expect(world.flinks.names().at(-1)).toBe("GetAccountsDetailAsync");
    expect(await titles()).toEqual(["A whole year"]);
    expect(await world.session()).toBeUndefined();
  });

  it("ends a reading that asks for no more than that", async () => {
    const short = world.process({ historyDays: 90 });
    await reading(short);
    await receive(webhook(), undefined, short);
    expect(await world.session()).toBeUndefined();
    await short.time.pass(MINUTE_MS);
    expect(world.flinks.names()).not.toContain("GetAccountsDetailAsync");
    expect(await titles(short)).toEqual(["Told by Flinks"]);
  });

  it("of a bank that was not read anew ends a live reading for good", async () => {
    const short = world.process({ historyDays: 90 });
    await titles(short);
    await short.time.pass(7 * 60 * MINUTE_MS);
    world.flinks.detail = () => PENDING;
    world.flinks.poll = () => PENDING;
    await titles(short);
    await short.time.settle();
    await receive(webhook({ RequestId: "request-2" }), undefined, short);
    world.flinks.calls.length = 0;
    expect(await titles(short)).toEqual(["Told by Flinks"]);
    await short.time.settle();
    expect(world.flinks.calls).toEqual([]);
  });

  it("may have its signature in any of the headers that were agreed on", async () => {
    await reading();
    const body = webhook();
    await receive(body, { "x-flinks-signature": "other", "flinks-authenticity-key": signatureOf(body) });
    expect(await titles()).toEqual(["Told by Flinks"]);
  });

  it("is taken from a process that has forgotten all about it", async () => {
    await reading();
    await here.memory.close();
    const there = world.process();
    await receive(webhook(), undefined, there);
    expect(await titles(there)).toEqual(["Told by Flinks"]);
  });

  it("that comes after the reading has ended is delivered, and changes nothing", async () => {
    expect(await titles()).toEqual(["Chequing CAD"]);
    await receive();
    expect(await titles()).toEqual(["Chequing CAD"]);
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
  });

  it("older than what is there does not take its place", async () => {
    expect(await titles()).toEqual(["Chequing CAD"]);
    await receive(webhook({ Login: { Id: LOGIN_ID, LastRefresh: "2026-03-01T10:59:59Z" } }));
    expect(await titles()).toEqual(["Chequing CAD"]);
  });

  it("newer than what is there does", async () => {
    expect(await titles()).toEqual(["Chequing CAD"]);
    await receive(webhook({ Login: { Id: LOGIN_ID, LastRefresh: "2026-03-01T11:30:00Z" } }));
    expect(await titles()).toEqual(["Told by Flinks"]);
  });

  it.each([
    ["of another kind", { ResponseType: "KYC", Accounts: undefined }],
    ["of a reading that failed", { Accounts: undefined, FlinksCode: "AGGREGATION_ERROR" }],
  ])("%s is delivered, and leaves the reading to its polls", async (_, changes) => {
    await reading();
    await receive(webhook(changes));
    expect(await world.session()).toMatchObject({ status: "READING" });
    await receive();
    expect(await titles()).toEqual(["Told by Flinks"]);
  });
});

describe("a webhook that is refused", () => {
  const forged = Buffer.from(webhook().toString().replace("Told by Flinks", "Told by Mallory"));

  it.each<[string, Buffer, Record<string, string>]>([
    ["with no signature", webhook(), {}],
    ["with an empty one", webhook(), { "x-flinks-signature": "" }],
    ["with that of another body", forged, { "x-flinks-signature": signatureOf(webhook()) }],
    ["with that of another secret", webhook(), { "x-flinks-signature": signatureOf(webhook(), "guess") }],
    ["with half of one", webhook(), { "x-flinks-signature": signatureOf(webhook()).slice(0, 20) }],
    ["with one in a header nobody agreed on", webhook(), { "x-signature": signatureOf(webhook()) }],
  ])("%s has changed nothing", async (_, body, headers) => {
    await reading();
    const before = world.place.snapshot();
    await expect(receive(body, headers)).rejects.toMatchObject({ code: "WEBHOOK_SIGNATURE_INVALID" });
    expect(world.place.snapshot()).toEqual(before);
  });

  it("is not read before its signature is", async () => {
    await expect(receive(Buffer.from("{"), {})).rejects.toMatchObject({ code: "WEBHOOK_SIGNATURE_INVALID" });
    await expect(receive(Buffer.from("{"))).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(receive(bytesOf({ RequestId: 7 }))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("leaves one record a minute, with how many left none", async () => {
    const refusals = (): unknown[] =>
      world.audit.records
        .filter(({ event }) => event === "connect.webhook-refused")
        .map(({ facts }) => facts);
    const forge = (): Promise<void> => receive(webhook(), {}).catch(() => undefined);
    for (let number = 0; number < 5; number += 1) await forge();
    await receive().catch(() => undefined);
    expect(refusals()).toEqual([{ reason: "signature" }, { reason: "unknown" }]);
    world.clock.advance(MINUTE_MS);
    await forge();
    await forge();
    expect(refusals().slice(2)).toEqual([{ reason: "signature", untold: 4 }]);
  });

  it("is of a session that nobody opened, or was delivered before", async () => {
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
    await reading();
    await receive();
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
  });

  it("is of another login than its session's", async () => {
    await reading();
    const Login = { Id: "00000000-0000-4000-8000-000000000000" };
    await expect(receive(webhook({ Login }))).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
    await receive();
    expect(await titles()).toEqual(["Told by Flinks"]);
  });

  it("is of a consent that has ended", async () => {
    await reading();
    world.ended.add(ConsentId("consent-1"));
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
    expect(await world.requests()).toBe(0);
  });

  it("is of a consent that ends while its snapshot is being written", async () => {
    await reading();
    here.store.beforeCommit = async (writes) => {
      if (writes.some(({ kind }) => kind === "connect-snapshot")) world.ended.add(ConsentId("consent-1"));
    };
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
    expect(await world.sealed.read(REFERENCE, "connect-snapshot")).toBeUndefined();
  });

  it("came when six hours were over", async () => {
    await reading();
    await here.time.pass(6 * 60 * MINUTE_MS + 1);
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
  });
});

describe("a store that fails", () => {
  it("has Flinks try again, and nothing is lost", async () => {
    await reading();
    here.memory.fault = "down";
    await expect(receive()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    here.memory.fault = "none";
    await receive();
    expect(await titles()).toEqual(["Told by Flinks"]);
  });

  it("between snapshot and record has it delivered twice, which changes nothing", async () => {
    await reading();
    here.store.breaks = (writes) => {
      // The snapshot is written; the next that is asked of the store fails.
      if (writes.some(({ kind }) => kind === "connect-snapshot")) here.memory.fault = "lossy";
      return false;
    };
    await expect(receive()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    here.memory.fault = "none";
    here.store.breaks = () => false;
    await receive();
    expect(await titles()).toEqual(["Told by Flinks"]);
    await expect(receive()).rejects.toMatchObject({ code: "WEBHOOK_UNKNOWN" });
  });

  it("has no requestId in it that could be used", async () => {
    await reading();
    const stored = [...world.place.snapshot()].map(([id, rows]) => [
      id,
      [...rows.values()].map(({ value }) => Buffer.from(value).toString("latin1")),
    ]);
    expect(JSON.stringify(stored)).not.toContain("request-1");
    expect(JSON.stringify(stored)).not.toContain(LOGIN_ID);
  });
});
