import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConsentId } from "../../../src/core/ids.js";
import { RefreshLog, refreshWrite } from "../../../src/tokens/refresh-log.js";
import type { Refresh } from "../../../src/tokens/refresh-state.js";
import { FakeClock } from "../../support/fake-clock.js";
import { openTempStore, type TempStore } from "../../support/temp-store.js";
import { REFERENCE as reference } from "../../support/token-world.js";

const facts = { reference, tokenVersion: 1, refreshedAt: 1000 };
const ACTIVE: Refresh = { ...facts, status: "ACTIVE" };
const REAUTH: Refresh = { ...facts, status: "REAUTH", reason: "invalid_grant" };
const attempt = { id: "a", number: 2, firstAt: 900 };

let place: TempStore;
let log: RefreshLog;

beforeEach(async () => {
  place = await openTempStore(new FakeClock());
  log = new RefreshLog(place.store);
});

afterEach(() => place.remove());

const { consentId } = reference;

/** Puts something there that the log did not write. */
async function put(text: string): Promise<void> {
  await place.store.commit(consentId, [{ kind: "refresh", value: Buffer.from(text), ifVersion: 0 }]);
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("a refresh record", () => {
  it("is missing for a consent without tokens", async () => {
    expect(await log.read(consentId)).toBeUndefined();
  });

  it.each<Refresh>([
    ACTIVE,
    { ...ACTIVE, failure: { at: 950, code: "PROVIDER_REFUSED" } },
    { ...facts, status: "REFRESHING", attempt },
    { ...facts, status: "UNCERTAIN", attempt, failure: { at: 950, code: "STORE_UNAVAILABLE" } },
    REAUTH,
  ])("is read as it was written: %#", async (refresh) => {
    expect(await log.write(refresh, 0)).toBe(true);
    expect(await log.read(consentId)).toEqual({ refresh, version: 1 });
  });

  it("is changed only by one who knows its version", async () => {
    await log.write(ACTIVE, 0);
    expect(await log.write(REAUTH, 0)).toBe(false);
    expect(await log.write(REAUTH, 2)).toBe(false);
    expect(await log.read(consentId)).toEqual({ refresh: ACTIVE, version: 1 });
    expect(await log.write(REAUTH, 1)).toBe(true);
    expect(await log.read(consentId)).toEqual({ refresh: REAUTH, version: 2 });
  });

  it("is written by one of two who read the same version", async () => {
    await log.write(ACTIVE, 0);
    const other = new RefreshLog(place.openAgain());
    const won = await Promise.all([log.write(REAUTH, 1), other.write(ACTIVE, 1)]);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await other.read(consentId)).toMatchObject({ version: 2 });
  });

  it("changes together with other records of its consent, or not at all", async () => {
    await log.write(ACTIVE, 0);
    const tokenSet = { kind: "token-set", value: Buffer.from("sealed"), ifVersion: 0 } as const;
    expect(await place.store.commit(consentId, [tokenSet, refreshWrite(REAUTH, 2)])).toBe(false);
    expect(await place.store.get({ kind: "token-set", id: consentId })).toBeUndefined();
    expect(await place.store.commit(consentId, [tokenSet, refreshWrite(REAUTH, 1)])).toBe(true);
    expect(await log.read(consentId)).toEqual({ refresh: REAUTH, version: 2 });
  });
});

describe("a record that is not what was written", () => {
  const text = (changes: object): string => JSON.stringify({ ...ACTIVE, ...changes });

  it.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["another shape", "[]"],
    ["a status nobody knows", text({ status: "PAUSED" })],
    ["an attempt that is missing", text({ status: "REFRESHING" })],
    ["an attempt number of 0", text({ status: "UNCERTAIN", attempt: { ...attempt, number: 0 } })],
    ["a reason nobody knows", text({ status: "REAUTH", reason: "mood" })],
    ["a failure nobody knows", text({ failure: { at: 1, code: "MOOD" } })],
    ["a token version of 0", text({ tokenVersion: 0 })],
    ["a reference that is missing", text({ reference: undefined })],
  ])("is refused: %s", async (_name, written) => {
    await put(written);
    await expect(log.read(consentId)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("is refused when it is another consent's", async () => {
    await put(text({ reference: { ...reference, consentId: "consent-2" } }));
    await expect(log.read(consentId)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });
});

describe("consentIds", () => {
  it("are those of all consents that have tokens", async () => {
    expect(await all(log.consentIds())).toEqual([]);
    const ids = ["consent-1", "consent-2", "consent-3"];
    for (const id of ids) {
      await log.write({ ...ACTIVE, reference: { ...reference, consentId: ConsentId(id) } }, 0);
    }
    await place.store.commit("consent-4", [{ kind: "consent", value: Buffer.from("x"), ifVersion: 0 }]);
    expect((await all(log.consentIds())).sort()).toEqual(ids);
  });
});
