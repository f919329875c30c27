import { beforeEach, describe, expect, it } from "@jest/globals";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { AppId, EndUserId } from "../../../../src/core/ids.js";
import type { AnswerCache } from "../../../../src/providers/cache/answer-cache.js";
import { MemoryLayer } from "../../../../src/providers/cache/memory-layer.js";
import { FdxBody } from "../../../../src/providers/fdx/fdx-body.js";
import { AnswerKey } from "../../../../src/tokens/answer-keys.js";
import type { ConsentReference } from "../../../../src/tokens/consent-reference.js";
import { LIBERTY } from "../../../support/builders.js";
import { answered, asked, CacheWorld } from "../../../support/cache-world.js";
import { Gate } from "../../../support/gate.js";

const SECOND = 1000;

let world: CacheWorld;
let cache: AnswerCache;
let alex: ConsentReference;

beforeEach(async () => {
  world = new CacheWorld();
  cache = world.cache();
  alex = await world.consent();
});

/** Lets what goes on behind an answer come to its end. */
const settled = (): Promise<void> => new Promise(setImmediate);

describe("how old an answer may be", () => {
  it("is told by the kind of data: thirty seconds for most", async () => {
    const first = await world.read(cache, world.call(alex));
    world.clock.advance(30 * SECOND);
    expect(await world.read(cache, world.call(alex))).toBe(first);
    world.clock.advance(1);
    expect(await world.read(cache, world.call(alex))).not.toBe(first);
  });

  it.each([
    ["balances", "ACCOUNT_DETAILED", 0],
    ["a name", "CUSTOMER_CONTACT", 300],
    ["account numbers", "PAYMENT_SUPPORT", 300],
    ["what is of no cluster", undefined, 30],
  ] as const)("of %s (%s) is %i seconds", async (_what, cluster, seconds) => {
    const read = async (): Promise<string> =>
      (await world.body(cache, world.call(alex), asked("it", cluster))).bytes.toString();
    const first = await read();
    if (seconds > 0) world.clock.advance(seconds * SECOND - 1);
    expect((await read()) === first).toBe(seconds > 0);
    world.clock.advance(2);
    expect(await read()).not.toBe(first);
  });

  it("is told by the request first", async () => {
    const first = await world.read(cache, world.call(alex));
    world.clock.advance(600 * SECOND);
    expect(await world.read(cache, world.call(alex, { maxAgeSeconds: 600 }))).toBe(first);
    expect(await world.read(cache, world.call(alex, { maxAgeSeconds: 599 }))).not.toBe(first);
  });

  it("is nothing where the request says 0", async () => {
    const first = await world.read(cache, world.call(alex));
    expect(await world.read(cache, world.call(alex, { maxAgeSeconds: 0 }))).not.toBe(first);
  });

  it("of balances too is as long as a request says, for they are kept", async () => {
    const balances = asked("balances", "ACCOUNT_DETAILED");
    const { bytes } = await world.body(cache, world.call(alex), balances);
    world.clock.advance(60 * SECOND);
    const again = await world.body(cache, world.call(alex, { maxAgeSeconds: 60 }), balances);
    expect(again.bytes).toEqual(bytes);
  });

  it("is never longer than answers are kept", async () => {
    const first = await world.read(cache, world.call(alex));
    world.clock.advance(3600 * SECOND - 1);
    expect(await world.read(cache, world.call(alex, { maxAgeSeconds: 99_999 }))).toBe(first);
    world.clock.advance(1);
    expect(await world.read(cache, world.call(alex, { maxAgeSeconds: 99_999 }))).not.toBe(first);
  });

  it("is configured by cluster", async () => {
    cache = world.cache({ freshness: { maxAgeSeconds: { ACCOUNT_BASIC: 0 }, keepSeconds: 3600 } });
    const first = await world.read(cache, world.call(alex));
    expect(await world.read(cache, world.call(alex))).not.toBe(first);
  });

  it("is counted from the question, not from the answer", async () => {
    world.bank = async () => {
      world.clock.advance(20 * SECOND);
      return answered("slow");
    };
    await world.read(cache, world.call(alex));
    world.bank = undefined;
    world.clock.advance(11 * SECOND);
    expect(await world.read(cache, world.call(alex))).not.toBe("slow");
  });

  it("is not known of an answer of the future, which is asked for again", async () => {
    const ahead = world.clock.now() + 10 * SECOND;
    const other = world.cache({ clock: { now: () => ahead } });
    const first = await world.read(other, world.call(alex));
    await settled();
    expect(await world.read(cache, world.call(alex))).not.toBe(first);
  });
});

describe("a kept answer", () => {
  it("costs no call, and says when it was read", async () => {
    let calls = 0;
    let cached = 0;
    const counting = { countCall: () => void (calls += 1), countCached: () => void (cached += 1) };
    const first = await world.body(cache, world.call(alex, counting), asked("it"));
    expect(first.asOf).toBeUndefined();
    expect([calls, cached]).toEqual([1, 0]);
    const readAt = new Date(world.clock.now()).toISOString();
    world.clock.advance(10 * SECOND);
    const second = await world.body(cache, world.call(alex, counting), asked("it"));
    expect(second.asOf).toBe(readAt);
    expect([calls, cached]).toEqual([1, 1]);
    expect(cache.counts).toEqual({ memory: 1, store: 0, joined: 0, missed: 1, stale: 0 });
  });

  it("is found by another process in the shared store, and in its own memory from then on", async () => {
    const first = await world.read(cache, world.call(alex));
    await settled();
    const other = world.cache();
    expect(await world.read(other, world.call(alex))).toBe(first);
    expect(await world.read(other, world.call(alex))).toBe(first);
    expect(other.counts).toMatchObject({ store: 1, memory: 1, missed: 0 });
    expect(world.asked).toHaveLength(1);
  });

  it("of nothing is nothing", async () => {
    world.bank = async () => new FdxBody(Buffer.alloc(0), {});
    await world.read(cache, world.call(alex));
    expect(await world.read(cache, world.call(alex))).toBe("");
    expect(world.asked).toHaveLength(1);
  });

  it("has the bank's ids of the request, and no other header", async () => {
    const headers = { "ob-trace-id": "trace-0001", "set-cookie": ["session=secret-1"], etag: "x1234567" };
    world.bank = async () => new FdxBody(Buffer.from("{"), headers);
    await world.read(cache, world.call(alex));
    const { supportHeaders } = await world.body(cache, world.call(alex), asked("accounts"));
    expect(world.asked).toHaveLength(1);
    expect(supportHeaders).toEqual({ "ob-trace-id": "trace-0001" });
  });

  it("that is partial, as the bank says, is not kept", async () => {
    world.bank = async () => answered("half").with({ isPartial: true });
    await world.read(cache, world.call(alex));
    await world.read(cache, world.call(alex));
    expect(world.asked).toHaveLength(2);
  });

  it("that nobody can read is asked for again, here and elsewhere", async () => {
    world.bank = async () => answered("<html>please sign in</html>");
    const first = await world.body(cache, world.call(alex), asked("accounts"));
    expect(() => first.read((bytes) => JSON.parse(bytes.toString()) as unknown)).toThrow();
    await settled();
    expect(world.answers.values()).toEqual([]);
    world.bank = async () => answered("{}");
    expect(await world.read(cache, world.call(alex))).toBe("{}");
    expect(await world.read(world.cache(), world.call(alex))).toBe("{}");
  });

  it("that is larger than four megabytes is not kept", async () => {
    cache = world.cache({ memory: new MemoryLayer(64 * 1024 * 1024) });
    world.bank = async () => new FdxBody(Buffer.alloc(4 * 1024 * 1024 + 1, "x"), {});
    await world.read(cache, world.call(alex));
    await settled();
    expect(world.answers.values()).toEqual([]);
  });

  it.each(["PROVIDER_UNAVAILABLE", "NOT_FOUND", "PROVIDER_RATE_LIMITED"] as const)(
    "is never a failure (%s)",
    async (code) => {
      world.bank = async () => {
        throw new GatewayError(code, "no");
      };
      await expect(world.read(cache, world.call(alex))).rejects.toMatchObject({ code });
      world.bank = undefined;
      expect(await world.read(cache, world.call(alex))).toContain("accounts #2");
    },
  );
});

describe("a call that is under way", () => {
  it("is joined by whoever asks the same under the same consent, and by nobody else", async () => {
    const gate = new Gate();
    world.bank = async (text, { reference, consentVersion, request }) => {
      await gate.pass();
      return answered([text, JSON.stringify(reference), consentVersion, request.actorType].join(" "));
    };
    const others = await Promise.all([
      world.consent("consent-2"),
      world.consent("consent-3", { endUserId: EndUserId("blake") }),
      world.consent("consent-4", { appId: AppId("other-app") }),
      world.consent("consent-5", { dataProviderId: LIBERTY }),
    ]);
    const calls = [
      ...[world.call(alex), world.call(alex)],
      ...[world.call(alex, {}, 3), world.call(alex, { actorType: "BATCH" })],
      ...others.map((reference) => world.call(reference)),
    ];
    const reading = calls.map((call) => world.read(cache, call));
    await settled();
    gate.open();
    const told = await Promise.all(reading);
    expect(world.asked).toHaveLength(calls.length - 1);
    expect(told[0]).toBe(told[1]);
    for (const [index, { reference, consentVersion, request }] of calls.entries()) {
      const own = [JSON.stringify(reference), consentVersion, request.actorType].join(" ");
      expect(told[index]).toBe(`accounts ${own}`);
    }
  });
});

describe("what is secret", () => {
  it("is overwritten: the key when the last read of a request is done, an answer when it is sealed", async () => {
    const keys: Buffer[] = [];
    const opening = world.cache({
      keys: {
        keyOf: async () => {
          const key = Buffer.alloc(32, 9);
          keys.push(key);
          return new AnswerKey(key);
        },
      },
    });
    await world.read(opening, world.call(alex));
    await settled();
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toEqual(Buffer.alloc(32));
    const plain = Buffer.from("account data");
    new AnswerKey(Buffer.alloc(32, 9)).seal({ reference: alex, consentVersion: 2, request: "r" }, plain);
    expect(plain).toEqual(Buffer.alloc(plain.length));
  });
});

describe("when the consent ends or changes", () => {
  it("nothing that was read before is shown under the next version", async () => {
    const first = await world.read(cache, world.call(alex));
    world.versions.set(alex.consentId, 3);
    expect(await world.read(cache, world.call(alex, {}, 3))).not.toBe(first);
  });

  it("nothing opens without its key, which every request reads anew", async () => {
    const first = await world.read(cache, world.call(alex));
    await world.destroyKey(alex);
    expect(await world.read(cache, world.call(alex))).not.toBe(first);
  });

  it("all that is kept of it is deleted, in memory and in the store, and nothing of others", async () => {
    const sam = await world.consent("consent-2");
    await world.read(cache, world.call(alex), "one");
    await world.read(cache, world.call(alex), "two");
    await world.read(cache, world.call(sam), "one");
    await settled();
    await cache.forget(alex.consentId);
    expect([...world.answers.rows.keys()]).toEqual(["consent-2"]);
    expect(await world.read(cache, world.call(alex), "one")).toContain("#4");
    expect(await world.read(cache, world.call(sam), "one")).toContain("#3");
  });

  it("what was being read meanwhile is deleted too, once it has come", async () => {
    world.bank = async () => {
      world.versions.delete(alex.consentId);
      await cache.forget(alex.consentId);
      return answered("late");
    };
    expect(await world.read(cache, world.call(alex))).toBe("late");
    await settled();
    expect(world.answers.values()).toEqual([]);
    world.bank = undefined;
    expect(await world.read(cache, world.call(alex))).not.toBe("late");
  });

  it("what the store could not delete is deleted by the chore", async () => {
    await world.read(cache, world.call(alex));
    await settled();
    const store = world.answers.openAgain();
    const other = world.cache({}, store);
    store.isDown = true;
    await other.forget(alex.consentId);
    expect(world.answers.values()).toHaveLength(1);
    store.isDown = false;
    await other.sweep();
    expect(world.answers.values()).toEqual([]);
  });

  it("a read without a known version is neither kept nor found", async () => {
    const { consentVersion, ...call } = world.call(alex);
    expect(consentVersion).toBe(2);
    await world.read(cache, call);
    await world.read(cache, call);
    expect(world.asked).toHaveLength(2);
    expect(world.answers.values()).toEqual([]);
  });
});

describe("a store that is away", () => {
  it("is no failure of a read", async () => {
    world.records.fault = "down";
    expect(await world.read(cache, world.call(alex))).toContain("#1");
    expect(await world.read(cache, world.call(alex))).toContain("#2");
  });

  it("is told of once until it is back, and left alone for a second", async () => {
    const store = world.answers.openAgain();
    cache = world.cache({ memory: new MemoryLayer(1) }, store);
    store.isDown = true;
    for (let read = 0; read < 3; read += 1) await world.read(cache, world.call(alex));
    expect(world.failures).toMatchObject([{ code: "STORE_UNAVAILABLE" }]);
    store.isDown = false;
    await world.read(cache, world.call(alex));
    await settled();
    expect(world.answers.values()).toEqual([]);
    world.clock.advance(SECOND);
    const kept = await world.read(cache, world.call(alex));
    await settled();
    expect(await world.read(cache, world.call(alex))).toBe(kept);
    store.isDown = true;
    await world.read(cache, world.call(alex), "other");
    expect(world.failures).toHaveLength(2);
  });

  it("is waited for at the end, with what goes on behind the answers", async () => {
    await world.read(cache, world.call(alex));
    await cache.close();
    expect(world.answers.values()).toHaveLength(1);
  });
});

describe("when no call may be made for want of a budget", () => {
  beforeEach(() => {
    world.bank = undefined;
  });

  const spend = (): void => {
    world.bank = async () => {
      // Made by the ledger, which this test does without.
      throw Object.assign(new GatewayError("PROVIDER_RATE_LIMITED", "spent"), {
        code: "PROVIDER_BUDGET_SPENT",
      });
    };
  };

  it("the last answer is given, whatever its age, with its time", async () => {
    const first = await world.body(cache, world.call(alex), asked("it", "ACCOUNT_DETAILED"));
    const readAt = new Date(world.clock.now()).toISOString();
    world.clock.advance(3000 * SECOND);
    spend();
    let cached = 0;
    const call = world.call(alex, { countCached: () => void (cached += 1) });
    const stale = await world.body(cache, call, asked("it", "ACCOUNT_DETAILED"));
    expect(stale.bytes).toEqual(first.bytes);
    expect(stale.asOf).toBe(readAt);
    expect(cached).toBe(1);
    expect(cache.counts).toMatchObject({ stale: 1 });
  });

  it("and nothing is kept, the failure is told", async () => {
    spend();
    await expect(world.read(cache, world.call(alex))).rejects.toMatchObject({
      code: "PROVIDER_BUDGET_SPENT",
    });
  });

  it("no other failure brings an old answer", async () => {
    await world.read(cache, world.call(alex));
    world.bank = async () => {
      throw new GatewayError("PROVIDER_UNAVAILABLE", "down");
    };
    const anew = world.call(alex, { maxAgeSeconds: 0 });
    await expect(world.read(cache, anew)).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });
});
