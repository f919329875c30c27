import { beforeEach, describe, expect, it } from "@jest/globals";
import { WholeAnswerKeys } from "../../../src/tokens/whole-answer-keys.js";
import { answerContext, AnswerKeys } from "../../../src/tokens/answer-keys.js";
import type { ConsentReference } from "../../../src/tokens/consent-reference.js";
import { keyRing } from "../../support/builders.js";
import { CacheWorld } from "../../support/cache-world.js";

const TEXT = Buffer.from('{"data":{"customer":{"name":"Alex"}}}');

describe("a whole answer's keys", () => {
  let world: CacheWorld;
  let keys: WholeAnswerKeys;
  let one: ConsentReference;
  let other: ConsentReference;

  async function sealedUnder(...consents: ConsentReference[]): Promise<Buffer> {
    return (await keys.seal(consents, "here", TEXT)) ?? Buffer.alloc(0);
  }

  beforeEach(async () => {
    world = new CacheWorld();
    keys = new WholeAnswerKeys(world.records, keyRing());
    one = await world.consent("consent-1");
    other = await world.consent("consent-2");
  });

  it("open what they sealed, and hide it", async () => {
    const sealed = await sealedUnder(one, other);
    expect(sealed.includes("Alex")).toBe(false);
    expect(await keys.open([one, other], "here", sealed)).toEqual(TEXT);
  });

  it("leave the plain text as it was: it is yet to be sent", async () => {
    await sealedUnder(one);
    expect(TEXT.toString()).toContain("Alex");
  });

  it("open nothing in another context, under other consents, or in another order", async () => {
    const sealed = await sealedUnder(one, other);
    expect(await keys.open([one, other], "there", sealed)).toBeUndefined();
    for (const consents of [[one], [other], [other, one], [one, one]]) {
      expect(await keys.open(consents, "here", sealed)).toBeUndefined();
    }
  });

  it("open nothing once the key of any consent is destroyed, and seal nothing", async () => {
    const sealed = await sealedUnder(one, other);
    await world.destroyKey(other);
    expect(await keys.open([one, other], "here", sealed)).toBeUndefined();
    expect(await keys.seal([one, other], "here", TEXT)).toBeUndefined();
    expect(await keys.open([one], "here", await sealedUnder(one))).toEqual(TEXT);
  });

  it.each(["opened", "not opened", "one is missing", "one does not open"])(
    "overwrite every data key: %s",
    async (how) => {
      const ring = keyRing();
      const unwrapped: Buffer[] = [];
      const unwrap: typeof ring.unwrap = async (...given) => {
        const key = await ring.unwrap(...given);
        if (how === "one does not open" && unwrapped.length > 0) throw new Error("does not open");
        unwrapped.push(key);
        return key;
      };
      const watched = Object.assign(Object.create(ring) as typeof ring, { unwrap });
      const sealed = await sealedUnder(one, other);
      if (how === "one is missing") await world.destroyKey(other);
      const context = how === "opened" ? "here" : "there";
      const work = new WholeAnswerKeys(world.records, watched).open([one, other], context, sealed);
      const outcome = await work.catch((failure: unknown) => failure);
      expect(outcome instanceof Error).toBe(how === "one does not open");
      expect(unwrapped).toHaveLength(how.startsWith("one") ? 1 : 2);
      for (const key of unwrapped) expect(key.every((byte) => byte === 0)).toBe(true);
    },
  );

  it("are not those of a bank's answers: neither opens what the other sealed", async () => {
    const place = { reference: one, consentVersion: 2, request: "here" };
    const key = await new AnswerKeys(world.records, keyRing()).keyOf(one);
    const whole = await keys.seal([one], answerContext(place), TEXT);
    expect(key?.open(place, whole ?? TEXT)).toBeUndefined();
    const ofBank = key?.seal(place, Buffer.from(TEXT)) ?? TEXT;
    expect(key?.open(place, ofBank)).toEqual(TEXT);
    expect(await keys.open([one], answerContext(place), ofBank)).toBeUndefined();
  });
});
