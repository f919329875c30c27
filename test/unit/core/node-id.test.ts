import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ConsentId } from "../../../src/core/ids.js";
import { NodeIdCodec, type NodeReference } from "../../../src/core/node-id.js";
import { holder } from "../../support/builders.js";

const SECRET = Buffer.from("a secret of the test, 32 bytes..");
const ids = new NodeIdCodec(SECRET);
const alex = holder("app-1", "alex");
const account: NodeReference = { kind: "account", consentId: ConsentId("consent-1"), parts: ["acc/1,ü"] };

describe("NodeIdCodec", () => {
  it("gives back what it encoded, whatever characters the provider's ids hold", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), (parts) => {
        const reference: NodeReference = { ...account, parts };
        expect(ids.decode(alex, "account", ids.encode(alex, reference))).toEqual(reference);
      }),
    );
  });

  it("gives the same id for the same thing each time, so that clients can cache by it", () => {
    expect(ids.encode(alex, account)).toBe(new NodeIdCodec(SECRET).encode(alex, account));
  });

  it("gives each holder another id for the same thing, whoever asked first", () => {
    const holders = [holder(), holder("app-2"), holder("app-1", "sam")];
    const given = [...holders, ...holders].map((each) => ids.encode(each, account));
    expect(new Set(given).size).toBe(3);
    expect(given.slice(3)).toEqual(given.slice(0, 3));
    for (const [index, each] of holders.entries())
      expect(given.slice(0, 3).map((id) => ids.decode(each, "account", id) !== undefined)).toEqual(
        holders.map((_holder, other) => other === index),
      );
  });

  it("writes ids that need no escaping in a URL", () => {
    expect(ids.encode(alex, account)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ["another person of the same app", holder("app-1", "sam")],
    ["the same person at another app", holder("app-2", "alex")],
    ["names that run together to the same text", holder("app-1alex", "")],
    ["app and person exchanged", holder("alex", "app-1")],
  ])("refuses an id that was handed to somebody else: %s", (_who, other) => {
    expect(ids.decodeAny(other, ids.encode(alex, account))).toBeUndefined();
  });

  it("refuses an id made under another secret", () => {
    const foreign = new NodeIdCodec(Buffer.alloc(32, 7)).encode(alex, account);
    expect(ids.decodeAny(alex, foreign)).toBeUndefined();
  });

  it("refuses an id of another kind", () => {
    const id = ids.encode(alex, account);
    expect(ids.decode(alex, "consent", id)).toBeUndefined();
    expect(ids.decodeAny(alex, id)?.kind).toBe("account");
  });

  it("refuses an id with any one bit changed", () => {
    const bytes = Buffer.from(ids.encode(alex, account), "base64url");
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(ids.decodeAny(alex, changed.toString("base64url"))).toBeUndefined();
      }),
    );
  });

  it("refuses an id that was cut short or added to", () => {
    const id = ids.encode(alex, account);
    for (let length = 0; length < id.length; length += 1) {
      expect(ids.decodeAny(alex, id.slice(0, length))).toBeUndefined();
    }
    expect(ids.decodeAny(alex, `${id}AAAA`)).toBeUndefined();
  });

  it("refuses other spellings of a good id: an id has one text only", () => {
    // 22 characters carry 132 bits of which 128 are used: the last character has spellings that decode alike.
    const id = ids.encode(alex, { ...account, parts: ["x"] });
    const bytes = Buffer.from(id, "base64url");
    const spellings = [`${id}=`, `${id}\n`, ` ${id}`, bytes.toString("base64"), `${id}.`].filter(
      (text) => text !== id,
    );
    expect(spellings.length).toBeGreaterThan(3);
    for (const spelling of spellings) {
      expect(Buffer.from(spelling, "base64url")).toEqual(bytes);
      expect(ids.decodeAny(alex, spelling)).toBeUndefined();
    }
  });

  it.each(["", "A", "not an id", "maple", "A".repeat(4097), "é".repeat(40)])(
    "refuses what never was an id: %p",
    (text) => {
      expect(ids.decodeAny(alex, text)).toBeUndefined();
    },
  );

  it("never throws, whatever text it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(ids.decodeAny(alex, text)).toBeUndefined();
      }),
    );
  });
});
