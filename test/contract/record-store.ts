import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { RecordKey, RecordKind, RecordStore, Write } from "../../src/stores/record-store.js";
import { FakeClock } from "../support/fake-clock.js";

/** One place where records are kept, and ways to reach it. */
export interface StoreUnderTest {
  readonly store: RecordStore;
  /** Opens the same place again, as a second gateway process would. */
  openAgain(): Promise<RecordStore>;
  /** Closes whatever is open and deletes the records. */
  remove(): Promise<void>;
}

const CONSENT: RecordKey = { kind: "consent", id: "c-1" };
const bytes = (text: string): Buffer => Buffer.from(text);

function write(text: string | null, ifVersion: number, changes: Partial<Write> = {}): Write {
  return { kind: "consent", value: text === null ? null : bytes(text), ifVersion, ...changes };
}

async function textOf(store: RecordStore, key: RecordKey): Promise<string | undefined> {
  const record = await store.get(key);
  return record && Buffer.from(record.value).toString();
}

/**
 * What every RecordStore promises.
 * @param open makes an empty place; its store reads the time from the clock it is handed.
 */
export function describeRecordStore(name: string, open: (clock: FakeClock) => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let clock: FakeClock;
    let place: StoreUnderTest;
    let store: RecordStore;

    beforeEach(async () => {
      clock = new FakeClock();
      place = await open(clock);
      store = place.store;
    });

    afterEach(() => place.remove());

    describe("records", () => {
      it("are undefined before they are written", async () => {
        expect(await store.get(CONSENT)).toBeUndefined();
      });

      it("start at version 1 and count every write", async () => {
        expect(await store.commit("c-1", [write("one", 0)])).toBe(true);
        expect(await store.get(CONSENT)).toMatchObject({ version: 1 });
        expect(await store.commit("c-1", [write("two", 1)])).toBe(true);
        expect(await store.get(CONSENT)).toMatchObject({ version: 2 });
        expect(await textOf(store, CONSENT)).toBe("two");
      });

      it.each([0, 2, 7])("are not written at version 1 by who says it is at %i", async (stale) => {
        await store.commit("c-1", [write("one", 0)]);
        expect(await store.commit("c-1", [write("other", stale)])).toBe(false);
        expect(await textOf(store, CONSENT)).toBe("one");
        expect(await store.get(CONSENT)).toMatchObject({ version: 1 });
      });

      it("are not made by who expects to change one", async () => {
        expect(await store.commit("c-1", [write("one", 1)])).toBe(false);
        expect(await store.get(CONSENT)).toBeUndefined();
      });

      it("are deleted only at the version that was read", async () => {
        await store.commit("c-1", [write("one", 0)]);
        await store.commit("c-1", [write("two", 1)]);
        expect(await store.commit("c-1", [write(null, 1)])).toBe(false);
        expect(await textOf(store, CONSENT)).toBe("two");
        expect(await store.commit("c-1", [write(null, 2)])).toBe(true);
        expect(await store.get(CONSENT)).toBeUndefined();
      });

      it("can be made again after they were deleted", async () => {
        await store.commit("c-1", [write("one", 0)]);
        await store.commit("c-1", [write(null, 1)]);
        expect(await store.commit("c-1", [write("new", 0)])).toBe(true);
        expect(await textOf(store, CONSENT)).toBe("new");
      });

      it("of one id and different kinds, or one kind and different ids, are apart", async () => {
        await store.commit("c-1", [write("consent", 0), write("key", 0, { kind: "data-key" })]);
        await store.commit("c-2", [write("second", 0)]);
        expect(await textOf(store, { kind: "data-key", id: "c-1" })).toBe("key");
        expect(await textOf(store, CONSENT)).toBe("consent");
        expect(await textOf(store, { kind: "consent", id: "c-2" })).toBe("second");
        expect(await store.get({ kind: "token-set", id: "c-1" })).toBeUndefined();
      });

      it("hold any bytes, unchanged", async () => {
        let serial = 0;
        await fc.assert(
          fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (value) => {
            serial += 1;
            const id = `bytes-${serial}`;
            await store.commit(id, [{ kind: "token-set", value, ifVersion: 0 }]);
            const record = await store.get({ kind: "token-set", id });
            expect(record && Buffer.from(record.value)).toEqual(Buffer.from(value));
          }),
          { numRuns: 25 },
        );
      });

      it("hold a value of a megabyte", async () => {
        const value = Buffer.alloc(1024 * 1024, "ab");
        await store.commit("c-1", [{ kind: "consent", value, ifVersion: 0 }]);
        const record = await store.get(CONSENT);
        expect(record && value.equals(record.value)).toBe(true);
      });

      it("do not change when the writer uses its buffer again", async () => {
        const value = bytes("one");
        await store.commit("c-1", [{ kind: "consent", value, ifVersion: 0 }]);
        value.fill(0);
        expect(await textOf(store, CONSENT)).toBe("one");
      });

      it("do not change when a reader changes what it was given", async () => {
        await store.commit("c-1", [write("one", 0)]);
        (await store.get(CONSENT))?.value.fill(0);
        expect(await textOf(store, CONSENT)).toBe("one");
      });
    });

    describe("a commit", () => {
      const both = [write("consent", 0), write("tokens", 0, { kind: "token-set" })];

      it("changes all its records", async () => {
        expect(await store.commit("c-1", both)).toBe(true);
        expect(await textOf(store, CONSENT)).toBe("consent");
        expect(await textOf(store, { kind: "token-set", id: "c-1" })).toBe("tokens");
      });

      it.each([
        ["the first", 1, 0],
        ["the last", 0, 1],
      ])("changes none of its records if %s is not at its version", async (_which, first, last) => {
        const stale = [write("consent", first), write("tokens", last, { kind: "token-set" })];
        expect(await store.commit("c-1", stale)).toBe(false);
        expect(await store.get(CONSENT)).toBeUndefined();
        expect(await store.get({ kind: "token-set", id: "c-1" })).toBeUndefined();
      });

      it("does not delete beside a write that fails", async () => {
        await store.commit("c-1", both);
        expect(await store.commit("c-1", [write(null, 1), write("x", 9, { kind: "token-set" })])).toBe(false);
        expect(await textOf(store, CONSENT)).toBe("consent");
      });

      it("succeeds for exactly one of many that read the same version", async () => {
        await store.commit("c-1", [write("start", 0)]);
        const again = await place.openAgain();
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 === 0 ? store : again).commit("c-1", [write(`writer ${index}`, 1)]),
          ),
        );
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect(await textOf(again, CONSENT)).toBe(`writer ${outcomes.indexOf(true)}`);
        expect(await store.get(CONSENT)).toMatchObject({ version: 2 });
      });

      it("loses no change when many add to one record by reading and trying again", async () => {
        const stores = [store, await place.openAgain()];
        await store.commit("c-1", [write("0", 0)]);
        const addOne = async (each: RecordStore): Promise<void> => {
          for (;;) {
            const { version = 0 } = (await each.get(CONSENT)) ?? {};
            const next = String(Number(await textOf(each, CONSENT)) + 1);
            if (await each.commit("c-1", [write(next, version)])) return;
          }
        };
        await Promise.all(Array.from({ length: 10 }, (_, index) => addOne(stores[index % 2] ?? store)));
        expect(await textOf(store, CONSENT)).toBe("10");
      });
    });

    describe("expiry", () => {
      const expiring = (ms: number): Write => write("short-lived", 0, { expiresAt: clock.now() + ms });

      it("makes a record absent from its instant on, by the clock the store was handed", async () => {
        await store.commit("c-1", [expiring(1000)]);
        clock.advance(999);
        expect(await textOf(store, CONSENT)).toBe("short-lived");
        clock.advance(1);
        expect(await store.get(CONSENT)).toBeUndefined();
        expect(await store.take(CONSENT)).toBeUndefined();
      });

      it("lets the record be made again", async () => {
        await store.commit("c-1", [expiring(1000)]);
        clock.advance(1000);
        expect(await store.commit("c-1", [write("late", 1)])).toBe(false);
        expect(await store.commit("c-1", [write("new", 0)])).toBe(true);
        expect(await textOf(store, CONSENT)).toBe("new");
      });

      it("ends with a write that names none: the record is kept for ever", async () => {
        await store.commit("c-1", [expiring(1000)]);
        await store.commit("c-1", [write("kept", 1)]);
        clock.advance(10 * 365 * 86_400_000);
        expect(await textOf(store, CONSENT)).toBe("kept");
      });
    });

    describe("confirm", () => {
      it("says whether a record is at a version", async () => {
        await store.commit("c-1", [write("one", 0)]);
        await store.commit("c-1", [write("two", 1)]);
        expect(await store.confirm(CONSENT, 2)).toBe(true);
        expect(await store.confirm(CONSENT, 1)).toBe(false);
        expect(await store.confirm(CONSENT, 0)).toBe(false);
        expect(await store.get(CONSENT)).toMatchObject({ version: 2 });
      });

      it("says version 0 of a record that is not there, or has expired", async () => {
        expect(await store.confirm(CONSENT, 0)).toBe(true);
        expect(await store.confirm(CONSENT, 1)).toBe(false);
        await store.commit("c-1", [write("brief", 0, { expiresAt: clock.now() + 1000 })]);
        clock.advance(1000);
        expect(await store.confirm(CONSENT, 0)).toBe(true);
        expect(await store.confirm(CONSENT, 1)).toBe(false);
      });
    });

    describe("take", () => {
      it("gives the record and deletes it", async () => {
        await store.commit("c-1", [write("one", 0)]);
        const taken = await store.take(CONSENT);
        expect(taken).toMatchObject({ version: 1 });
        expect(taken && Buffer.from(taken.value).toString()).toBe("one");
        expect(await store.get(CONSENT)).toBeUndefined();
      });

      it("is undefined for a record that is not there", async () => {
        expect(await store.take(CONSENT)).toBeUndefined();
      });

      it("gives the record to exactly one of many takers", async () => {
        await store.commit("c-1", [write("one", 0)]);
        const again = await place.openAgain();
        const taken = await Promise.all(
          Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : again).take(CONSENT)),
        );
        expect(taken.filter((record) => record !== undefined)).toHaveLength(1);
      });
    });

    describe("sets", () => {
      it("are empty before anything is added", async () => {
        expect(await store.members("nothing")).toEqual([]);
      });

      it("hold each member once, in text order", async () => {
        for (const member of ["b", "a", "c", "a", "B", "aa"]) await store.addMember("set", member);
        expect(await store.members("set")).toEqual(["B", "a", "aa", "b", "c"]);
      });

      it("lose only the member that is removed", async () => {
        await store.addMember("set", "a");
        await store.addMember("set", "b");
        await store.removeMember("set", "a");
        await store.removeMember("set", "never there");
        expect(await store.members("set")).toEqual(["b"]);
      });

      it("do not share members, whatever their names and members are", async () => {
        let serial = 0;
        const text = fc.string({ unit: "grapheme", maxLength: 12 });
        await fc.assert(
          fc.asyncProperty(fc.uniqueArray(text, { maxLength: 5 }), text, async (members, tail) => {
            serial += 1;
            const set = `set-${serial}`;
            await store.addMember(`${set}${tail}+`, "neighbour");
            await store.addMember(`${set}\u0000`, "neighbour");
            for (const member of members) await store.addMember(set, member);
            expect(new Set(await store.members(set))).toEqual(new Set(members));
          }),
          { numRuns: 25 },
        );
      });

      it("keep every member that many add at once", async () => {
        const members = Array.from({ length: 30 }, (_, index) => `m-${10 + index}`);
        await Promise.all(members.map((member) => store.addMember("set", member)));
        expect(await store.members("set")).toEqual(members);
      });
    });

    describe("a write under a version of its own", () => {
      it("jumps forward, and the next one counts on from there", async () => {
        await store.commit("c-1", [write("one", 0)]);
        expect(await store.commit("c-1", [write("seven", 1, { version: 7 })])).toBe(true);
        expect(await store.get(CONSENT)).toMatchObject({ version: 7 });
        expect(await store.commit("c-1", [write("eight", 7)])).toBe(true);
        expect(await store.get(CONSENT)).toMatchObject({ version: 8 });
      });

      it("is refused like any other when the record is not at the version that was read", async () => {
        await store.commit("c-1", [write("one", 0)]);
        expect(await store.commit("c-1", [write("seven", 2, { version: 7 })])).toBe(false);
        expect(await textOf(store, CONSENT)).toBe("one");
      });
    });

    describe("the ids of a kind", () => {
      const idsOf = async (kind: RecordKind): Promise<string[]> => {
        const ids: string[] = [];
        for await (const id of store.ids(kind)) ids.push(id);
        return ids.sort();
      };

      it("are those of its records, and of no other kind's", async () => {
        expect(await idsOf("consent")).toEqual([]);
        await store.commit("c-1", [write("one", 0), write("key", 0, { kind: "data-key" })]);
        await store.commit("c-2", [write("two", 0)]);
        await store.commit("k-1", [write("key", 0, { kind: "data-key" })]);
        await store.addMember("consent", "member");
        expect(await idsOf("consent")).toEqual(["c-1", "c-2"]);
        expect(await idsOf("data-key")).toEqual(["c-1", "k-1"]);
      });

      it("leave out what was deleted or has expired", async () => {
        await store.commit("gone", [write("one", 0)]);
        await store.commit("gone", [write(null, 1)]);
        await store.commit("late", [write("two", 0, { expiresAt: clock.now() + 1000 })]);
        clock.advance(1000);
        expect(await idsOf("consent")).toEqual([]);
      });

      it("are all there, however many", async () => {
        const ids = Array.from({ length: 2500 }, (_, index) => `many-${10_000 + index}`);
        // Not all at once: how many a store takes in a moment is not what is asked here.
        for (let start = 0; start < ids.length; start += 100) {
          const some = ids.slice(start, start + 100);
          await Promise.all(some.map((id) => store.commit(id, [write("x", 0)])));
        }
        expect(await idsOf("consent")).toEqual(ids);
      });
    });

    describe("check", () => {
      it("is passed by a store that takes writes", async () => {
        await expect(store.check()).resolves.toBeUndefined();
      });
    });

    describe("a second opening of the same place", () => {
      it("sees what the first has written as soon as that is acknowledged", async () => {
        const again = await place.openAgain();
        await store.commit("c-1", [write("one", 0)]);
        await store.addMember("set", "a");
        expect(await textOf(again, CONSENT)).toBe("one");
        expect(await again.members("set")).toEqual(["a"]);
        expect(await again.commit("c-1", [write("two", 1)])).toBe(true);
        expect(await textOf(store, CONSENT)).toBe("two");
      });

      it("sees after its own commit what was written before, whatever it has read just before", async () => {
        const again = await place.openAgain();
        await again.commit("c-1", [write("one", 0)]);
        await store.get(CONSENT);
        await again.commit("c-1", [write("two", 1)]);
        expect(await store.commit("c-1", [write("fence", 0, { kind: "refresh" })])).toBe(true);
        expect(await textOf(store, CONSENT)).toBe("two");
      });

      it("finds everything after the first was closed", async () => {
        await store.commit("c-1", [write("kept", 0)]);
        await store.addMember("set", "a");
        await store.close();
        const reopened = await place.openAgain();
        expect(await reopened.get(CONSENT)).toMatchObject({ version: 1 });
        expect(await textOf(reopened, CONSENT)).toBe("kept");
        expect(await reopened.members("set")).toEqual(["a"]);
      });
    });

    describe("after it was closed", () => {
      it("rejects every call with STORE_UNAVAILABLE", async () => {
        await store.close();
        const calls = [
          store.get(CONSENT),
          store.commit("c-1", [write("one", 0)]),
          store.take(CONSENT),
          store.members("set"),
          store.addMember("set", "a"),
          store.check(),
        ];
        for (const call of await Promise.allSettled(calls)) {
          expect(call).toMatchObject({ status: "rejected", reason: { code: "STORE_UNAVAILABLE" } });
        }
      });
    });
  });
}
