import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { KeptPart } from "../../../../src/core/kept-part.js";
import type { AnswerCache } from "../../../../src/providers/cache/answer-cache.js";
import { MemoryLayer } from "../../../../src/providers/cache/memory-layer.js";
import { ConsentId } from "../../../../src/core/ids.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { ConsentReference } from "../../../../src/tokens/consent-reference.js";
import { WholeAnswerKeys } from "../../../../src/tokens/whole-answer-keys.js";
import { keyRing } from "../../../support/builders.js";
import { CacheWorld } from "../../../support/cache-world.js";

const ANSWER = Buffer.from('{"data":{"name":"Alex"}}');

describe("an answer that is kept whole", () => {
  let world: CacheWorld;
  let cache: AnswerCache;
  let alex: ConsentReference;
  let second: ConsentReference;
  let parts: readonly KeptPart[];

  /** Reads it as a request does that takes what is a minute old. */
  async function partsOf(...reads: (readonly [ConsentReference, string])[]): Promise<readonly KeptPart[]> {
    const told: KeptPart[] = [];
    for (const [reference, text] of reads) {
      const countCached = (part?: KeptPart): void => {
        if (part !== undefined) told.push(part);
      };
      const call = world.call(reference, { maxAgeSeconds: 60, countCached });
      await world.read(cache, call, text);
      await world.read(cache, call, text);
    }
    return told;
  }

  const question = (text = "name?"): Parameters<typeof cache.whole.find>[0] => ({
    ...{ text, consents: [alex, second] },
  });
  const find = async (text?: string): Promise<string | undefined> =>
    (await cache.whole.find(question(text)))?.toString();

  beforeEach(async () => {
    world = new CacheWorld();
    cache = world.cache();
    alex = await world.consent("consent-1");
    second = await world.consent("consent-2");
    parts = await partsOf([alex, "accounts"], [second, "accounts"], [second, "transactions"]);
    expect(parts).toHaveLength(3);
    await cache.whole.keep(question(), ANSWER, parts);
  });

  it("is there for who asks the same, and counts as its parts", async () => {
    const before = cache.counts.memory;
    expect([await find(), await find()]).toEqual([ANSWER.toString(), ANSWER.toString()]);
    expect(cache.counts.memory - before).toBe(6);
  });

  it("is not there for who asks anything else", async () => {
    expect(await find("balance?")).toBeUndefined();
    expect(await cache.whole.find({ text: "name?", consents: [second, alex] })).toBeUndefined();
    expect(await cache.whole.find({ text: "name?", consents: [] })).toBeUndefined();
  });

  it("is kept as text is", async () => {
    await cache.whole.keep(question("é?"), "é", parts);
    expect(await find("é?")).toBe("é");
  });

  it("is gone once a part of it was read anew, and stays gone", async () => {
    await world.read(cache, world.call(second, { maxAgeSeconds: 0 }), "transactions");
    expect(await find()).toBeUndefined();
    await cache.whole.keep(question(), ANSWER, parts);
    expect(await find()).toBeUndefined();
  });

  it("is gone once a part of it could not be read", async () => {
    const body = await cache.get(
      world.call(alex, { maxAgeSeconds: 60 }),
      { cluster: "ACCOUNT_BASIC", text: "accounts" },
      () => Promise.reject(new Error("asked the bank")),
    );
    expect(() => body.read(() => JSON.parse("no JSON") as unknown)).toThrow();
    expect(await find()).toBeUndefined();
  });

  it("is as old as its oldest part", async () => {
    world.clock.advance(60_000);
    expect(await find()).toBe(ANSWER.toString());
    world.clock.advance(1);
    expect(await find()).toBeUndefined();
  });

  it("is not there while the clock says that it was read in times to come", async () => {
    world.clock.advance(-3000);
    expect(await find()).toBeUndefined();
  });

  it("is not kept for longer than its parts", async () => {
    cache = world.cache({ freshness: { maxAgeSeconds: {}, keepSeconds: 10 } });
    await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"]));
    world.clock.advance(9_999);
    expect(await find()).toBe(ANSWER.toString());
    world.clock.advance(1);
    expect(await find()).toBeUndefined();
  });

  it.each(["consent-1", "consent-2"] as const)("goes with %s, whichever it is", async (id) => {
    await cache.forget(id === "consent-1" ? alex.consentId : second.consentId);
    expect(await find()).toBeUndefined();
  });

  it("cannot be read once the key of any of its consents is destroyed", async () => {
    await world.destroyKey(second);
    expect(await find()).toBeUndefined();
  });

  it("needs no key of a consent that it was not made of", async () => {
    await cache.whole.keep(question("one"), ANSWER, await partsOf([alex, "accounts"]));
    await world.destroyKey(second);
    expect(await find("one")).toBe(ANSWER.toString());
  });

  it("lies there sealed", async () => {
    const seen: Uint8Array[] = [];
    class Watched extends MemoryLayer {
      override set(...entry: Parameters<MemoryLayer["set"]>): number {
        seen.push(entry[1].sealed, Buffer.from(JSON.stringify(entry)));
        return super.set(...entry);
      }
    }
    cache = world.cache({ wholeMemory: new Watched(100_000) });
    await cache.whole.keep(question("what Alex asks"), ANSWER, await partsOf([alex, "accounts"]));
    expect(seen).toHaveLength(2);
    for (const bytes of seen) expect(Buffer.from(bytes).includes("Alex")).toBe(false);
  });

  it("is not kept where it is larger than what is kept of a bank", async () => {
    cache = world.cache({ wholeMemory: new MemoryLayer(64 * 1024 * 1024) });
    const own = await partsOf([alex, "accounts"]);
    await cache.whole.keep(question(), Buffer.alloc(4 * 1024 * 1024 + 1), own);
    expect(await find()).toBeUndefined();
    await cache.whole.keep(question(), Buffer.alloc(4 * 1024 * 1024), own);
    expect(await find()).toBeDefined();
  });

  it("is not given where a part was read anew while its keys were looked for", async () => {
    const there = new WholeAnswerKeys(world.records, keyRing());
    let meanwhile = async (): Promise<unknown> => undefined;
    const open: WholeAnswerKeys["open"] = async (...given) => {
      await meanwhile();
      return there.open(...given);
    };
    cache = world.cache({ wholeKeys: { seal: there.seal.bind(there), open } });
    const own = await partsOf([alex, "accounts"]);
    await cache.whole.keep(question(), ANSWER, own);
    expect(await find()).toBe(ANSWER.toString());
    meanwhile = async () => world.read(cache, world.call(alex, { maxAgeSeconds: 0 }));
    expect(await find()).toBeUndefined();
  });

  it("is not put there where a consent has taken its parts along while it was sealed", async () => {
    const there = new WholeAnswerKeys(world.records, keyRing());
    const wholeMemory = new MemoryLayer(100_000);
    const seal: WholeAnswerKeys["seal"] = async (...given) => {
      await cache.forget(alex.consentId);
      return there.seal(...given);
    };
    const put = jest.spyOn(wholeMemory, "set");
    cache = world.cache({ wholeMemory, wholeKeys: { seal, open: there.open.bind(there) } });
    await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"]));
    expect(put).not.toHaveBeenCalled();
  });

  it("is not kept where its question does not name a consent that it was made under", async () => {
    const strange = { text: "name?", consents: [alex] };
    await cache.whole.keep(strange, ANSWER, parts);
    expect(await cache.whole.find(strange)).toBeUndefined();
    await cache.whole.keep(strange, ANSWER, []);
    expect(await cache.whole.find(strange)).toBeUndefined();
  });

  it("leaves no plain copy behind", async () => {
    const there = new WholeAnswerKeys(world.records, keyRing());
    const copies: Uint8Array[] = [];
    const seal: WholeAnswerKeys["seal"] = (...given) => {
      copies.push(given[2]);
      return there.seal(...given);
    };
    cache = world.cache({ wholeKeys: { seal, open: there.open.bind(there) } });
    const own = await partsOf([alex, "accounts"]);
    await cache.whole.keep(question(), ANSWER, own);
    await cache.whole.keep(question(), ANSWER.toString(), own);
    expect(copies.map((copy) => copy.every((byte) => byte === 0))).toEqual([true, true]);
    expect(await find()).toBe(ANSWER.toString());
  });

  it("is given up, and needs no keys, once a part of it is another", async () => {
    const wholeMemory = new MemoryLayer(100_000);
    const wholeKeys = new WholeAnswerKeys(world.records, keyRing());
    cache = world.cache({ wholeMemory, wholeKeys });
    await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"]));
    await world.read(cache, world.call(alex, { maxAgeSeconds: 0 }));
    const opened = jest.spyOn(wholeKeys, "open");
    const given = jest.spyOn(wholeMemory, "delete");
    expect(await find()).toBeUndefined();
    expect(opened).not.toHaveBeenCalled();
    expect(given).toHaveBeenCalledTimes(1);
  });

  it.each(["consent-1", "consent-2"])("lies nowhere once %s is forgotten", async (id) => {
    const wholeMemory = new MemoryLayer(100_000);
    const put = jest.spyOn(wholeMemory, "set");
    cache = world.cache({ wholeMemory });
    await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"], [second, "accounts"]));
    const [at = { consentId: "", name: "" }] = put.mock.calls[0] ?? [];
    expect(wholeMemory.get(at)).toBeDefined();
    await cache.forget(ConsentId(id));
    expect(wholeMemory.get(at)).toBeUndefined();
  });

  it("leaves the answer as it was: it may be on its way", async () => {
    const answer = Buffer.from(ANSWER);
    await cache.whole.keep(question("again"), answer, parts);
    expect(answer).toEqual(ANSWER);
  });

  it("drives out none of what it was made of", async () => {
    const memory = new MemoryLayer(4000);
    cache = world.cache({ memory, wholeMemory: new MemoryLayer(4000) });
    const own = await partsOf([alex, "accounts"]);
    for (let count = 0; count < 20; count += 1) await cache.whole.keep(question(String(count)), ANSWER, own);
    expect(await find("19")).toBe(ANSWER.toString());
    expect(await find("0")).toBeUndefined();
    for (const part of own) expect(memory.get(part)?.serial).toBe(part.serial);
  });

  it("goes with a sweep once it is older than what is kept", async () => {
    const wholeMemory = new MemoryLayer(100_000);
    cache = world.cache({ wholeMemory });
    await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"]));
    const old = jest.spyOn(wholeMemory, "deleteOlderThan");
    await cache.sweep();
    expect(old).toHaveBeenCalledWith(world.clock.now() - 3_600_000);
  });

  it("is not there while the store is away, and costs no failure", async () => {
    const away = (): Promise<never> => Promise.reject(new GatewayError("STORE_UNAVAILABLE", "away"));
    const there = new WholeAnswerKeys(world.records, keyRing());
    const seal = there.seal.bind(there);
    for (const wholeKeys of [
      { seal, open: away },
      { seal: away, open: there.open.bind(there) },
    ]) {
      cache = world.cache({ wholeKeys });
      await cache.whole.keep(question(), ANSWER, await partsOf([alex, "accounts"]));
      expect(await find()).toBeUndefined();
    }
  });
});

describe("a part of an answer", () => {
  const cases = [
    { name: "is told where it lies in memory", maxAgeSeconds: 60, told: 1 },
    { name: "is not told where a call was made", maxAgeSeconds: 0, told: 0 },
  ];

  it.each(cases)("$name", async ({ maxAgeSeconds, told }) => {
    const world = new CacheWorld();
    const cache = world.cache();
    const alex = await world.consent();
    await world.read(cache, world.call(alex));
    const seen: unknown[] = [];
    let missed = 0;
    const countCached = (part?: KeptPart): void => void seen.push(part);
    const countMissed = (): void => void (missed += 1);
    await world.read(cache, world.call(alex, { maxAgeSeconds, countCached, countMissed }));
    expect(seen).toHaveLength(told);
    expect(missed).toBe(1 - told);
  });

  it("that comes from the store is the one that then lies in memory", async () => {
    const world = new CacheWorld();
    const alex = await world.consent();
    await world.read(world.cache(), world.call(alex));
    const seen: (KeptPart | undefined)[] = [];
    const later = world.cache();
    const countCached = (part?: KeptPart): void => void seen.push(part);
    for (let times = 0; times < 2; times += 1) await world.read(later, world.call(alex, { countCached }));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBeDefined();
    expect(seen[1]).toEqual(seen[0]);
  });

  it("is none that comes with another's call, or old for want of a budget", async () => {
    const world = new CacheWorld();
    const cache = world.cache();
    const alex = await world.consent();
    const seen: (KeptPart | undefined)[] = [];
    const countCached = (part?: KeptPart): void => void seen.push(part);
    const read = (): Promise<string> =>
      world.read(cache, world.call(alex, { maxAgeSeconds: 0, countCached }));
    await Promise.all([read(), read()]);
    world.bank = () => Promise.reject(new GatewayError("PROVIDER_BUDGET_SPENT", "spent"));
    await read();
    expect(seen).toEqual([undefined, undefined]);
    expect(cache.counts).toMatchObject({ joined: 1, stale: 1 });
  });
});
