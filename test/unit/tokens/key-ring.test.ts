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
    const twins = new KeyRing(
      "a",
      new Map([
        ["a", Buffer.alloc(32, 3)],
        ["b", Buffer.alloc(32, 3)],
      ]),
    );
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
    await expect(unwrapping).rejects.toMatchObject({ code: "RECORD_UNREADABLE" });
  });

  it("says which key is missing from the ring", async () => {
    const { wrapped } = await keyRing("k2").generateDataKey(CONTEXT);
    const poorer = new KeyRing("k1", new Map([["k1", Buffer.alloc(32, 1)]]));
    await expect(poorer.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
      message: "RECORD_UNREADABLE: key k2 is not in the key ring",
    });
  });
});
