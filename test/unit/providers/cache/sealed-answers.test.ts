import { beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AppId, ConsentId, DataProviderId, EndUserId } from "../../../../src/core/ids.js";
import { decodeAnswer, encodeAnswer } from "../../../../src/providers/cache/kept-answer.js";
import { MemoryLayer } from "../../../../src/providers/cache/memory-layer.js";
import { FdxBody } from "../../../../src/providers/fdx/fdx-body.js";
import { AnswerKey, type AnswerPlace } from "../../../../src/tokens/answer-keys.js";
import type { ConsentReference } from "../../../../src/tokens/consent-reference.js";
import { asked, CacheWorld } from "../../../support/cache-world.js";

const text = fc.oneof(fc.constantFrom("", "a", '","', "[]", "\u0000"), fc.string({ maxLength: 12 }));
const place: fc.Arbitrary<AnswerPlace> = fc.record({
  reference: fc.record({
    ...{ consentId: text.map(ConsentId), dataProviderId: text.map(DataProviderId) },
    ...{ appId: text.map(AppId), endUserId: text.map(EndUserId) },
  }),
  consentVersion: fc.nat({ max: 3 }),
  request: text,
});

const plainOf = (at: AnswerPlace): string => JSON.stringify([at.reference, at.consentVersion, at.request]);

describe("two answers", () => {
  const key = new AnswerKey(Buffer.alloc(32, 7));

  it("have one name only if consent, bank, app, person, version and request are the same", () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(key.nameOf(one) === key.nameOf(other)).toBe(plainOf(one) === plainOf(other));
      }),
      { numRuns: 1000 },
    );
  });

  it("open in their own place alone", () => {
    fc.assert(
      fc.property(place, place, fc.uint8Array({ maxLength: 50 }), (one, other, bytes) => {
        const sealed = key.seal(one, Buffer.from(bytes));
        expect(key.open(one, sealed)).toEqual(Buffer.from(bytes));
        expect(key.open(other, sealed) !== undefined).toBe(plainOf(one) === plainOf(other));
      }),
      { numRuns: 150 },
    );
  });

  it("say themselves where they belong, whatever opened them", () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const bytes = encodeAnswer(one, { body: new FdxBody(Buffer.from("{}"), {}), readAt: 5 });
        expect(decodeAnswer(one, bytes)).toMatchObject({ readAt: 5 });
        expect(decodeAnswer(other, bytes) !== undefined).toBe(plainOf(one) === plainOf(other));
      }),
      { numRuns: 1000 },
    );
  });

  it("have no name in common under two keys", () => {
    const other = new AnswerKey(Buffer.alloc(32, 8));
    fc.assert(
      fc.property(place, (at) => {
        expect(key.nameOf(at)).not.toBe(other.nameOf(at));
        expect(key.nameOf(at)).toMatch(/^[\w-]{43}$/);
      }),
    );
  });
});

describe("what lies in memory and in the store", () => {
  const SECRET = "account 4000123456789";
  let world: CacheWorld;
  let alex: ConsentReference;

  beforeEach(async () => {
    world = new CacheWorld();
    alex = await world.consent();
    world.bank = async () => new FdxBody(Buffer.from(SECRET), { "ob-trace-id": "trace-0001" });
  });

  it("shows nothing of the answer, of the request or of the person", async () => {
    const entries: unknown[] = [];
    class Watched extends MemoryLayer {
      override set(...entry: Parameters<MemoryLayer["set"]>): number {
        entries.push(...entry);
        return super.set(...entry);
      }
    }
    const cache = world.cache({ memory: new Watched(100_000) });
    await world.body(cache, world.call(alex), asked("transactions of 4000123456789"));
    await cache.close();
    const [sealed = Buffer.alloc(0)] = world.answers.values();
    const inMemory = (entries[1] as { sealed: Uint8Array }).sealed;
    const names = JSON.stringify([...(world.answers.rows.get(alex.consentId)?.keys() ?? [])]);
    for (const bytes of [sealed, Buffer.from(inMemory), Buffer.from(names)]) {
      expect(bytes.length).toBeGreaterThan(40);
      for (const plain of [SECRET, "4000123456789", "transactions", alex.endUserId, "trace-0001"])
        expect(bytes.includes(plain)).toBe(false);
    }
  });

  it("is asked for again where a byte of it was changed", async () => {
    await world.read(world.cache(), world.call(alex));
    const rows = world.answers.rows.get(alex.consentId);
    for (const [, row] of rows ?? []) row.value.writeUInt8(row.value.readUInt8(90) ^ 1, 90);
    expect(await world.read(world.cache(), world.call(alex))).toBe(SECRET);
    expect(world.asked).toHaveLength(2);
  });

  it("is not shown in another's place, whoever put it there", async () => {
    world.bank = undefined;
    const sam = await world.consent("consent-2");
    const cache = world.cache();
    await world.read(cache, world.call(alex), "one");
    await world.read(cache, world.call(alex), "two");
    await world.read(cache, world.call(sam), "one");
    await cache.close();
    const places = [...world.answers.rows.values()].flatMap((rows) =>
      [...rows.keys()].map((name) => ({ rows, name })),
    );
    const values = places.map(({ rows, name }) => rows.get(name));
    // Each gets its neighbour's.
    for (const [index, { rows, name }] of places.entries()) {
      const other = values[(index + 1) % values.length];
      if (other !== undefined) rows.set(name, other);
    }
    expect(values).toHaveLength(3);
    for (const [who, what] of [
      [alex, "one"],
      [alex, "two"],
      [sam, "one"],
    ] as const) {
      const read = await world.read(world.cache(), world.call(who), what);
      expect(read).toContain(`${what} #`);
      expect(read).toContain(who.consentId);
    }
    expect(world.asked).toHaveLength(6);
  });
});
