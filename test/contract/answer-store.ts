import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AnswerKey, AnswerStore } from "../../src/stores/answer-store.js";
import { FakeClock } from "../support/fake-clock.js";

/** One place where answers are kept, and ways to reach it. */
export interface AnswerStoreUnderTest {
  readonly store: AnswerStore;
  /** Opens the same place again, as a second gateway process would. */
  openAgain(): Promise<AnswerStore>;
  /** Closes whatever is open and deletes the answers. */
  remove(): Promise<void>;
}

const MINUTE = 60_000;
const ONE: AnswerKey = { consentId: "c-1", name: "one" };
const OTHER: AnswerKey = { consentId: "c-1", name: "other" };
const NEIGHBOUR: AnswerKey = { consentId: "c-10", name: "one" };

/**
 * What every AnswerStore promises.
 * @param open makes an empty place; its store reads the time from the clock it is handed.
 */
export function describeAnswerStore(
  title: string,
  open: (clock: FakeClock) => Promise<AnswerStoreUnderTest>,
): void {
  describe(title, () => {
    let clock: FakeClock;
    let place: AnswerStoreUnderTest;
    let store: AnswerStore;

    beforeEach(async () => {
      clock = new FakeClock();
      place = await open(clock);
      store = place.store;
    });

    afterEach(() => place.remove());

    const put = (key: AnswerKey, text: string, ms = MINUTE): Promise<void> =>
      store.put(key, Buffer.from(text), clock.now() + ms);
    const textAt = async (key: AnswerKey, from = store): Promise<string | undefined> => {
      const value = await from.get(key);
      return value && Buffer.from(value).toString();
    };

    it("has nothing that was not put", async () => {
      expect(await store.get(ONE)).toBeUndefined();
    });

    it("keeps the last value under each key, and shows it to every opening", async () => {
      await put(ONE, "first");
      await put(ONE, "second");
      await put(OTHER, "other");
      await put(NEIGHBOUR, "neighbour");
      const again = await place.openAgain();
      for (const from of [store, again]) {
        expect(await textAt(ONE, from)).toBe("second");
        expect(await textAt(OTHER, from)).toBe("other");
        expect(await textAt(NEIGHBOUR, from)).toBe("neighbour");
      }
    });

    it("gives back every byte", async () => {
      const key = fc.record({
        consentId: fc.stringMatching(/^[\w-]{1,22}$/),
        name: fc.stringMatching(/^[\w-]{1,64}$/),
      });
      await fc.assert(
        fc.asyncProperty(key, fc.uint8Array({ maxLength: 10_000 }), async (at, bytes) => {
          await store.put(at, bytes, clock.now() + MINUTE);
          expect(Buffer.from((await store.get(at)) ?? "none")).toEqual(Buffer.from(bytes));
        }),
        { numRuns: 50 },
      );
    });

    it("keeps a value of two million bytes", async () => {
      const bytes = Buffer.alloc(2_000_000, "fdx");
      await store.put(ONE, bytes, clock.now() + MINUTE);
      expect(bytes.equals(Buffer.from((await store.get(ONE)) ?? ""))).toBe(true);
    });

    it("has a value until its end, and not from then on", async () => {
      await put(ONE, "short", 1000);
      await put(OTHER, "long", 1001);
      clock.advance(999);
      expect(await textAt(ONE)).toBe("short");
      clock.advance(1);
      expect(await textAt(ONE)).toBeUndefined();
      expect(await textAt(OTHER)).toBe("long");
    });

    it("keeps nothing that has ended already", async () => {
      await put(ONE, "past", 0);
      expect(await textAt(ONE)).toBeUndefined();
    });

    it("knows the end of the last value alone", async () => {
      await put(ONE, "short", 1000);
      await put(ONE, "long", 5000);
      clock.advance(1000);
      await store.sweep();
      expect(await textAt(ONE)).toBe("long");
    });

    it("deletes one answer", async () => {
      await put(ONE, "one");
      await put(OTHER, "other");
      await store.delete(ONE);
      await store.delete(ONE);
      expect(await textAt(ONE)).toBeUndefined();
      expect(await textAt(OTHER)).toBe("other");
    });

    it("deletes all answers of a consent, for every opening, and no other consent's", async () => {
      const names = Array.from({ length: 50 }, (_, index) => `name-${index}`);
      for (const name of names) await put({ consentId: "c-1", name }, name);
      await put(NEIGHBOUR, "neighbour");
      const again = await place.openAgain();
      await again.deleteAll("c-1");
      for (const name of names) expect(await textAt({ consentId: "c-1", name })).toBeUndefined();
      expect(await textAt(NEIGHBOUR)).toBe("neighbour");
      await again.deleteAll("none");
    });

    it("deletes those too that were put at different times", async () => {
      await put(ONE, "long", 10 * MINUTE);
      clock.advance(1000);
      await put(OTHER, "short", 1000);
      await store.deleteAll("c-1");
      expect(await textAt(ONE)).toBeUndefined();
    });

    it("takes answers again after they were deleted", async () => {
      await put(ONE, "one");
      await store.deleteAll("c-1");
      await put(ONE, "anew");
      expect(await textAt(ONE)).toBe("anew");
    });

    it("leaves what is alive when it sweeps", async () => {
      await put(ONE, "short", 1000);
      await put(OTHER, "long", 5000);
      clock.advance(1000);
      await store.sweep();
      expect(await textAt(OTHER)).toBe("long");
      await put(ONE, "anew");
      expect(await textAt(ONE)).toBe("anew");
    });

    it("does nothing once it is closed", async () => {
      await store.close();
      await store.close();
      const unavailable = { code: "STORE_UNAVAILABLE" };
      await expect(store.get(ONE)).rejects.toMatchObject(unavailable);
      await expect(put(ONE, "late")).rejects.toMatchObject(unavailable);
      await expect(store.delete(ONE)).rejects.toMatchObject(unavailable);
      await expect(store.deleteAll("c-1")).rejects.toMatchObject(unavailable);
    });
  });
}
