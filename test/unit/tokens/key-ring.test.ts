import { describe, expect, it } from "@jest/globals";
import { KeyRing } from "../../../src/tokens/key-ring.js";
import { keyRing } from "../../support/builders.js";

const CONTEXT = ["consent-1", "maple"];

describe("KeyRing", () => {
  it("unwraps what it wrapped", async () => {
    const { plain, wrapped } = await keyRing().generateDataKey(CONTEXT);
    expect(plain).toHaveLength(32);
    expect(await keyRing().unwrap(wrapped, CONTEXT)).toEqual(plain);
  });

  it("draws another data key each time", async () => {
    const first = await keyRing().generateDataKey(CONTEXT);
    const second = await keyRing().generateDataKey(CONTEXT);
    expect(first.plain).not.toEqual(second.plain);
  });

  it("still unwraps data keys of an older key after the current one changed, and wraps only under the current", async () => {
    const old = await keyRing("k1").generateDataKey(CONTEXT);
    const rotated = keyRing("k2");
    expect(await rotated.unwrap(old.wrapped, CONTEXT)).toEqual(old.plain);
    expect((await rotated.generateDataKey(CONTEXT)).wrapped.keyId).toBe("k2");
  });

  it.each([
    ["another consent", ["consent-2", "maple"]],
    ["another provider", ["consent-1", "liberty"]],
  ])("does not unwrap for %s", async (_what, context) => {
    const { wrapped } = await keyRing().generateDataKey(CONTEXT);
    await expect(keyRing().unwrap(wrapped, context)).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("does not unwrap under the name of another key of the ring, even if that key is the same", async () => {
    const twins = new KeyRing({
      current: "a",
      keys: new Map([
        ["a", Buffer.alloc(32, 3)],
        ["b", Buffer.alloc(32, 3)],
      ]),
    });
    const { wrapped } = await twins.generateDataKey(CONTEXT);
    await expect(twins.unwrap({ ...wrapped, keyId: "b" }, CONTEXT)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
    });
  });

  it("does not unwrap a changed data key", async () => {
    const { wrapped } = await keyRing().generateDataKey(CONTEXT);
    const changed = Buffer.from(wrapped.wrapped);
    changed.writeUInt8(changed.readUInt8(90) ^ 1, 90);
    const unwrapping = keyRing().unwrap({ ...wrapped, wrapped: changed }, CONTEXT);
    await expect(unwrapping).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: "RECORD_UNREADABLE: data key for consent-1/maple does not open",
      cause: expect.objectContaining({ name: "EnvelopeError" }) as unknown,
    });
  });

  it("knows which keys it has", () => {
    expect([keyRing().has("k1"), keyRing().has("k9")]).toEqual([true, false]);
  });

  it("overwrites the plain data key once it is wrapped anew", async () => {
    const old = await keyRing("k1").generateDataKey(CONTEXT);
    const ring = keyRing("k2");
    let plain: Buffer | undefined;
    const unwrap = ring.unwrap.bind(ring);
    ring.unwrap = async (...place) => (plain = await unwrap(...place));
    await ring.rewrap(old.wrapped, CONTEXT);
    expect(plain).toEqual(Buffer.alloc(32));
  });

  it("names a missing key in few and safe letters, whatever the record says", async () => {
    const strange = { keyId: `\n${"x".repeat(100)}`, wrapped: Buffer.alloc(0) };
    await expect(keyRing().unwrap(strange, CONTEXT)).rejects.toThrow(
      `key "\\n${"x".repeat(63)}" of consent-1/maple`,
    );
  });

  it("derives the same key for authenticating as in its first version", async () => {
    const { key } = await keyRing("k1").macKey();
    expect(Buffer.from(key).toString("hex")).toBe(
      "628d5069e0f640a5b891914e6345a849a128f71a74ffbd5c1e377c24b4521b0a",
    );
    expect((await keyRing("k1").macKey()).key).toEqual(key);
  });

  it("says which key is missing from the ring", async () => {
    const { wrapped } = await keyRing("k2").generateDataKey(CONTEXT);
    const poorer = new KeyRing({ current: "k1", keys: new Map([["k1", Buffer.alloc(32, 1)]]) });
    await expect(poorer.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: 'RECORD_UNREADABLE: key "k2" of consent-1/maple is not in the key ring',
    });
  });

  it("rewraps a data key under the current key, without changing it", async () => {
    const old = await keyRing("k1").generateDataKey(CONTEXT);
    const rewrapped = await keyRing("k2").rewrap(old.wrapped, CONTEXT);
    expect(rewrapped.keyId).toBe("k2");
    expect(await keyRing("k2").unwrap(rewrapped, CONTEXT)).toEqual(old.plain);
    await expect(keyRing("k2").rewrap(old.wrapped, ["consent-2"])).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
    });
  });

  it("has another key for authenticating records under each key, and it is none of the ring's", async () => {
    const [k1, k2] = [await keyRing("k1").macKey(), await keyRing("k1").macKey("k2")];
    expect([k1.keyId, k2.keyId]).toEqual(["k1", "k2"]);
    expect(k1.key).toHaveLength(32);
    expect(k1.key).not.toEqual(k2.key);
    expect(Buffer.from(k1.key)).not.toEqual(Buffer.alloc(32, 1));
    await expect(keyRing().macKey("k9")).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });
});
