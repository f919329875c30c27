import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { GatewayError } from "../../../src/core/gateway-error.js";
import type { Write } from "../../../src/stores/record-store.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import type { Letter } from "../../../src/tokens/letter.js";
import type { Delivery, Outbox } from "../../../src/tokens/outbox.js";
import { RefreshLog } from "../../../src/tokens/refresh-log.js";
import type { RefreshStatus } from "../../../src/tokens/refresh-state.js";
import { Spool } from "../../../src/tokens/spool.js";
import type { TokenSet } from "../../../src/tokens/token-set.js";
import type { BreakableStore } from "../../support/breakable-store.js";
import { tokenVault } from "../../support/builders.js";
import { eventually } from "../../support/eventually.js";
import { closedLetter, freshLetter, referenceOf } from "../../support/letters.js";
import { REFERENCE as reference, TokenWorld } from "../../support/token-world.js";

const HOUR_MS = 3_600_000;
/** Time for several tries: one follows the other after 10 ms. */
const SOME_TRIES_MS = 80;
const DOWN = new GatewayError("STORE_UNAVAILABLE", "down");

let world: TokenWorld;
let store: BreakableStore;
let outbox: Outbox;
let letter: Letter;
let tokens: TokenSet;

beforeEach(async () => {
  world = await TokenWorld.open();
  await world.grant();
  store = world.breakable();
  ({ outbox } = await world.process(store));
  ({ letter, tokens } = await freshLetter(world));
});

afterEach(() => world.close());

const { consentId } = reference;

async function spooled(): Promise<string[]> {
  return (await readdir(world.spoolFolder)).filter((name) => name.endsWith(".letters"));
}

/** What a new process finds in the store: its memory is not asked. */
async function storedRefreshToken(of = reference): Promise<string | undefined> {
  return (await world.stored(of)).tokens.refreshToken?.reveal();
}

/** Somebody else changes where the refresh stands. */
async function stand(status: RefreshStatus): Promise<void> {
  const log = new RefreshLog(world.place.store);
  const record = await log.read(consentId);
  if (record === undefined) throw new Error("no record");
  const { tokenVersion, refreshedAt } = record.refresh;
  await log.write({ reference, tokenVersion, refreshedAt, ...status }, record.version);
}

function atTheBank(attemptId: string): RefreshStatus {
  return { status: "REFRESHING", attempt: { id: attemptId, number: 1, firstAt: 0 } };
}

/** The consent is revoked: its tokens are gone, its key is there until the bank has been told. */
async function revoke(of: ConsentReference = reference): Promise<void> {
  const writes = await tokenVault(world.place.store).revocationWrites(of);
  expect(await world.place.store.commit(of.consentId, writes)).toBe(true);
}

/** @returns what undoes it. */
function storeDown(): () => void {
  const get = store.get.bind(store);
  store.get = async () => {
    store.reads += 1;
    throw DOWN;
  };
  store.breaks = () => true;
  return () => {
    store.get = get;
    store.breaks = () => false;
  };
}

function writesTokens(writes: readonly Write[]): boolean {
  return writes.some(({ kind }) => kind === "token-set");
}

function events(event: string): readonly object[] {
  return world.audit.records.filter((record) => record.event === event).map(({ facts }) => facts);
}

const nobodyWaits = (): boolean => outbox.status().letters === 0;

describe("a letter", () => {
  it("is on the disk before it is in the store, and off it afterwards", async () => {
    const onDisk: number[] = [];
    store.beforeCommit = async () => {
      onDisk.push((await spooled()).length);
    };
    expect(await outbox.deliver(letter, tokens)).toBe("stored");
    expect(onDisk).toEqual([1]);
    await eventually(async () => (await spooled()).length === 0);
    expect((await world.stored()).version).toBe(2);
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(await world.refresh()).toEqual({
      ...{ reference, tokenVersion: 2, refreshedAt: letter.issuedAt },
      status: "ACTIVE",
    });
    expect(world.audit.events()).toEqual([]);
  });

  it("waits for a store that is down, seen by nobody, and is delivered when it is back", async () => {
    const before = await storedRefreshToken();
    const back = storeDown();
    const delivered = outbox.deliver(letter, tokens);
    await eventually(() => events("token.write-retried").length > 2);
    expect(await spooled()).toHaveLength(1);
    expect(await storedRefreshToken()).toBe(before);
    const pending = outbox.pending(consentId);
    expect(pending).toBeDefined();
    back();
    expect(await delivered).toBe("stored");
    expect(await pending).toBe("stored");
    expect(outbox.pending(consentId)).toBeUndefined();
    await eventually(async () => (await spooled()).length === 0);
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
  });

  it("is counted while it waits, and its age told", async () => {
    expect(outbox.status()).toEqual({ letters: 0, oldestMs: 0 });
    const back = storeDown();
    const delivered = [outbox.deliver(letter, tokens)];
    world.clock.advance(700);
    const second = referenceOf("consent-2");
    await world.grant(second);
    const other = await freshLetter(world, second);
    delivered.push(outbox.deliver(other.letter, other.tokens));
    world.clock.advance(300);
    expect(outbox.status()).toEqual({ letters: 2, oldestMs: 1000 });
    back();
    await Promise.all(delivered);
    expect(outbox.status()).toEqual({ letters: 0, oldestMs: 0 });
  });

  it("is stored even if no disk takes it, and the operator is told", async () => {
    await rm(world.spoolFolder, { recursive: true });
    expect(await outbox.deliver(letter, tokens)).toBe("stored");
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(events("operator.alarm")).toEqual([
      expect.objectContaining({ alarm: "spool_unwritable", ...reference, code: "STORE_UNAVAILABLE" }),
    ]);
  });

  it("whose write happened, though nobody confirmed it, is stored", async () => {
    store.breaks = writesTokens;
    store.beforeCommit = async (writes) => {
      await world.place.store.commit(consentId, writes);
      store.beforeCommit = async () => undefined;
    };
    expect(await outbox.deliver(letter, tokens)).toBe("stored");
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect((await world.stored()).version).toBe(2);
    await eventually(async () => (await spooled()).length === 0);
  });

  it("does not replace newer tokens", async () => {
    const winner = await world.win();
    expect(await outbox.deliver(letter, tokens)).toBe("superseded");
    expect(await storedRefreshToken()).toBe(winner.tokens.refreshToken?.reveal());
    await eventually(async () => (await spooled()).length === 0);
  });

  it("does not bring a consent back that only its end user can help", async () => {
    await stand({ status: "REAUTH", reason: "invalid_grant" });
    expect(await outbox.deliver(letter, tokens)).toBe("superseded");
    expect(await storedRefreshToken()).not.toBe(tokens.refreshToken?.reveal());
  });

  it("is stored under its version where the store has forgotten the one before", async () => {
    const later = await freshLetter(world, reference, { usedVersion: 4 });
    expect(await outbox.deliver(later.letter, later.tokens)).toBe("stored");
    expect((await world.stored()).version).toBe(5);
    expect(await storedRefreshToken()).toBe(later.tokens.refreshToken?.reveal());
  });

  it("is tried again at once when somebody changes the record just in between", async () => {
    // Nothing is tried later.
    outbox.close();
    let changes = 0;
    store.beforeCommit = async () => {
      changes += 1;
      if (changes < 5) await stand({ status: "ACTIVE" });
    };
    expect(await outbox.deliver(letter, tokens)).toBe("stored");
    expect(changes).toBe(5);
  });

  it("is tried again later when somebody changes the record all the time", async () => {
    let changes = 0;
    store.beforeCommit = async () => {
      changes += 1;
      if (changes < 12) await stand({ status: "ACTIVE" });
    };
    expect(await outbox.deliver(letter, tokens)).toBe("stored");
    expect(changes).toBe(12);
  });

  it("is not thrown away for what a fail-over can undo", async () => {
    await world.win();
    store.confirm = async () => false;
    const delivered = outbox.deliver(letter, tokens);
    await delay(SOME_TRIES_MS);
    expect(outbox.status().letters).toBe(1);
    expect(await spooled()).toHaveLength(1);
    const asked: (readonly [string, number])[] = [];
    store.confirm = async ({ kind }, version) => {
      asked.push([kind, version]);
      return true;
    };
    expect(await delivered).toBe("superseded");
    expect(asked).toEqual([["refresh", 2]]);
  });
});

describe("while another attempt is at the bank", () => {
  beforeEach(() => stand(atTheBank("attempt-2")));

  it("a letter waits, and is stored when that one has come back without tokens", async () => {
    const delivered = outbox.deliver(letter, tokens);
    await delay(SOME_TRIES_MS);
    expect((await world.stored()).version).toBe(1);
    await stand({ status: "UNCERTAIN", attempt: { id: "attempt-2", number: 2, firstAt: 0 } });
    expect(await delivered).toBe("stored");
  });

  it("a letter waits, and is superseded when that one brings newer tokens", async () => {
    const delivered = outbox.deliver(letter, tokens);
    await delay(SOME_TRIES_MS);
    await world.win();
    expect(await delivered).toBe("superseded");
  });

  it("a letter is stored as the answer of the attempt that adopts it", async () => {
    const delivered = outbox.deliver(letter, tokens);
    await delay(SOME_TRIES_MS);
    outbox.adopt(referenceOf("consent-2").consentId, "attempt-2");
    outbox.adopt(consentId, "attempt-3");
    await delay(SOME_TRIES_MS);
    expect(outbox.status().letters).toBe(1);
    outbox.adopt(consentId, "attempt-2");
    expect(await delivered).toBe("stored");
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
  });
});

describe("tokens of a consent that was revoked meanwhile", () => {
  beforeEach(() => revoke());

  it("are given back, once, and stay off the disk", async () => {
    expect(await outbox.deliver(letter, tokens)).toBe("gone");
    await delay(SOME_TRIES_MS);
    expect(world.server.revoked).toEqual([tokens.refreshToken?.reveal()]);
    expect(events("token.given-back")).toEqual([reference]);
    expect(await spooled()).toEqual([]);
    expect(await world.place.store.get({ kind: "token-set", id: consentId })).toBeUndefined();
  });

  it("are not given back before it is sure that the consent has ended", async () => {
    store.confirm = async () => false;
    const delivered = outbox.deliver(letter, tokens);
    await delay(SOME_TRIES_MS);
    expect(world.server.calls.revoke).toBe(0);
    const asked: number[] = [];
    store.confirm = async (_key, version) => {
      asked.push(version);
      return true;
    };
    expect(await delivered).toBe("gone");
    expect(asked).toEqual([0]);
    expect(world.server.calls.revoke).toBe(1);
  });

  it("are given back later when the bank does not take them now", async () => {
    world.server.fail("revoke", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    const delivered = outbox.deliver(letter, tokens);
    await eventually(() => world.server.calls.revoke > 2);
    expect(outbox.status().letters).toBe(1);
    expect(await spooled()).toHaveLength(1);
    world.server.recover();
    expect(await delivered).toBe("gone");
    expect(world.server.revoked).toEqual([tokens.refreshToken?.reveal()]);
  });

  it("are given up when the bank does not take them for an hour", async () => {
    world.server.fail("revoke", new GatewayError("PROVIDER_UNAVAILABLE", "down"));
    const delivered = outbox.deliver(letter, tokens);
    await eventually(() => world.server.calls.revoke > 0);
    world.clock.advance(HOUR_MS);
    const { revoke: calls } = world.server.calls;
    await eventually(() => world.server.calls.revoke > calls + 2);
    expect(outbox.status().letters).toBe(1);
    world.clock.advance(1);
    expect(await delivered).toBe("gone");
    expect(world.server.revoked).toEqual([]);
    await eventually(async () => (await spooled()).length === 0);
  });
});

describe("letters of an earlier process", () => {
  beforeEach(async () => {
    await (await Spool.open(world.spoolFolder)).put(letter);
  });

  it("are delivered", async () => {
    await outbox.recover();
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(outbox.status().letters).toBe(0);
    expect(await spooled()).toEqual([]);
  });

  it("that had arrived already change nothing", async () => {
    const earlier = await world.process(world.place.store, { spoolFolder: `${world.spoolFolder}-2` });
    await earlier.outbox.deliver(letter, tokens);
    const record = await world.refresh();
    await outbox.recover();
    expect(await world.refresh()).toEqual(record);
    expect(await spooled()).toEqual([]);
  });

  it("do not replace newer tokens", async () => {
    const winner = await world.win();
    await outbox.recover();
    expect(await storedRefreshToken()).toBe(winner.tokens.refreshToken?.reveal());
    expect(await spooled()).toEqual([]);
  });

  it("are given back where the consent has ended", async () => {
    await revoke();
    await outbox.recover();
    expect(world.server.revoked).toEqual([tokens.refreshToken?.reveal()]);
    expect(await spooled()).toEqual([]);
  });

  it("that nobody can open any more are let go", async () => {
    await tokenVault(world.place.store).destroy(consentId);
    await outbox.recover();
    expect(world.server.calls.revoke).toBe(0);
    expect(await spooled()).toEqual([]);
  });

  it("wait while another attempt is at the bank", async () => {
    await stand(atTheBank("attempt-2"));
    await outbox.recover();
    const pending = outbox.pending(consentId);
    expect(pending).toBeDefined();
    expect(await spooled()).toHaveLength(1);
    await stand({ status: "ACTIVE" });
    expect(await pending).toBe("stored");
  });

  it("wait for a store that is down", async () => {
    const back = storeDown();
    await outbox.recover();
    expect(outbox.status().letters).toBe(1);
    back();
    expect(await outbox.pending(consentId)).toBe("stored");
    await eventually(async () => (await spooled()).length === 0);
  });

  it("do not hold each other up when one of them meets a record that cannot be read", async () => {
    const broken = referenceOf("broken");
    await world.grant(broken);
    const write = { kind: "refresh", value: Buffer.from("garbage"), ifVersion: 1 } as const;
    await world.place.store.commit("broken", [write]);
    await (await Spool.open(world.spoolFolder)).put(closedLetter("broken", { version: 2 }));
    await (await Spool.open(world.spoolFolder)).put(closedLetter("another", { version: 3, usedVersion: 2 }));
    await outbox.recover();
    await eventually(() => outbox.status().letters === 1);
    expect(outbox.pending(broken.consentId)).toBeDefined();
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(events("token.write-retried")[0]).toMatchObject({
      ...{ consentId: "broken", code: "RECORD_UNREADABLE" },
    });
  });

  it("of one consent: the newer one counts", async () => {
    const newer = await freshLetter(world, reference, { usedVersion: 2 });
    await (await Spool.open(world.spoolFolder)).put(newer.letter);
    await outbox.recover();
    await eventually(nobodyWaits);
    expect((await world.stored()).version).toBe(3);
    expect(await storedRefreshToken()).toBe(newer.tokens.refreshToken?.reveal());
  });

  it("that do not open replace nothing, and are kept aside", async () => {
    await (
      await Spool.open(world.spoolFolder)
    ).put(closedLetter("consent-1", { version: 3, usedVersion: 2, issuedAt: letter.issuedAt + 1 }));
    await outbox.recover();
    await eventually(nobodyWaits);
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(events("operator.alarm")).toMatchObject([{ alarm: "spool_unreadable", consentId }]);
    expect((await readdir(world.spoolFolder)).filter((name) => name.endsWith(".unreadable"))).toHaveLength(1);
  });

  it("are found while this process runs, and wait for their turn", async () => {
    await outbox.recover();
    const neighbour = await Spool.open(world.spoolFolder);
    const next = await freshLetter(world, reference, { usedVersion: 2 });
    await neighbour.put(next.letter);
    await outbox.recover();
    expect(await storedRefreshToken()).toBe(next.tokens.refreshToken?.reveal());
    expect(await spooled()).toEqual([]);
    expect(events("token.recovered")).toHaveLength(2);
  });

  it("that are damaged are told to the operator, and the others are delivered", async () => {
    await writeFile(join(world.spoolFolder, "a.letters"), '{"reference":{"consentId":"consent-7"\n');
    await writeFile(join(world.spoolFolder, "b.letters"), "garbage\n");
    await outbox.recover();
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    const alarms = events("operator.alarm") as { readonly file: string }[];
    expect([...alarms].sort((a, b) => a.file.localeCompare(b.file))).toEqual([
      { alarm: "spool_unreadable", file: "a.letters", consentId: "consent-7" },
      { alarm: "spool_unreadable", file: "b.letters" },
    ]);
  });

  it("ask a store that is away once in a while, not once for each of them", async () => {
    const spool = await Spool.open(world.spoolFolder);
    for (let number = 0; number < 50; number += 1) await spool.put(closedLetter(`gone-${number}`));
    const back = storeDown();
    const reads = store.reads;
    await outbox.recover();
    expect(store.reads - reads).toBe(1);
    expect(outbox.status().letters).toBe(51);
    back();
    await eventually(nobodyWaits);
  });
});

describe("an outbox that is closed", () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      "a delivery",
      async () => {
        void outbox.deliver(letter, tokens);
        await eventually(() => events("token.write-retried").length > 0);
      },
    ],
    [
      "a recovery",
      async () => {
        await (await Spool.open(world.spoolFolder)).put(letter);
        await outbox.recover();
      },
    ],
  ])("stops trying, and leaves in the spool what %s left", async (_name, begin) => {
    storeDown();
    await begin();
    outbox.close();
    const reads = store.reads;
    await delay(SOME_TRIES_MS);
    expect(store.reads).toBe(reads);
    expect(await spooled()).toHaveLength(1);
  });

  it("asks no further letters", async () => {
    const spool = await Spool.open(world.spoolFolder);
    for (let number = 0; number < 5; number += 1) await spool.put(closedLetter(`gone-${number}`));
    const get = store.get.bind(store);
    store.get = (key) => {
      outbox.close();
      return get(key);
    };
    await outbox.recover();
    expect(outbox.status().letters).toBe(4);
  });

  it("leaves its letters to the next process", async () => {
    storeDown();
    const delivered: Promise<Delivery> = outbox.deliver(letter, tokens);
    await eventually(() => events("token.write-retried").length > 0);
    outbox.close();
    const next = await world.process(world.place.store);
    await next.outbox.recover();
    expect(await storedRefreshToken()).toBe(tokens.refreshToken?.reveal());
    expect(await spooled()).toEqual([]);
    void delivered;
  });
});
