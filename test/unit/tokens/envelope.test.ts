import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { open, seal } from "../../../src/tokens/envelope.js";
import { EnvelopeError } from "../../../src/tokens/sealed-text.js";

const KEY = Buffer.alloc(32, 7);
const CONTEXT = ["token-set", "consent-1", "maple", "1"];
const TEXT = Buffer.from("a refresh token");
/** `TEXT` under `KEY` and `CONTEXT`, kept from November 2026. */
const SEALED_ONCE =
  "RkRYVAEBOuojX2huhxqc8DmqT1xdO0vN5wsiLxjMJmsYTjMGMs2kXuEvMeE89gtWDJniNwn28ivuPTkHhkKydC3lxyD9XqkUkNU+tf1tDUfuDCfTOu4g2valR2YFXzVUaOC6GfODXAZak6EovUHLoTM=";
/** magic 4 · format 1 · algorithm 1 · salt 32 · iv 12. */
const HEADER = 50;
const COMMITMENT = 32;
const TAG = 16;

const bytes = fc.uint8Array({ maxLength: 300 });

describe("an envelope", () => {
  it("opens to what was sealed, for every text and context", () => {
    fc.assert(
      fc.property(bytes, fc.array(fc.string({ unit: "binary" }), { maxLength: 5 }), (text, context) => {
        expect(open(KEY, context, seal(KEY, context, text))).toEqual(Buffer.from(text));
      }),
    );
  });

  it("shows nothing of its text and is different each time", () => {
    const first = seal(KEY, CONTEXT, TEXT);
    const second = seal(KEY, CONTEXT, TEXT);
    expect(first.includes(TEXT)).toBe(false);
    expect(first.subarray(6, HEADER)).not.toEqual(second.subarray(6, HEADER));
    expect(first.subarray(HEADER + COMMITMENT)).not.toEqual(second.subarray(HEADER + COMMITMENT));
  });

  it("has the layout that its documentation names", () => {
    const sealed = seal(KEY, CONTEXT, TEXT);
    expect(sealed.subarray(0, 6)).toEqual(Buffer.from("FDXT\u0001\u0001"));
    expect(sealed).toHaveLength(HEADER + COMMITMENT + TEXT.length + TAG);
  });

  it("opens as it was sealed by the first version of the gateway", () => {
    expect(open(KEY, CONTEXT, Buffer.from(SEALED_ONCE, "base64"))).toEqual(TEXT);
  });

  it.each([
    ["magic", 0],
    ["format", 4],
    ["algorithm", 5],
  ])("of another %s is none", (_what, at) => {
    const sealed = seal(KEY, CONTEXT, TEXT);
    sealed.writeUInt8(sealed.readUInt8(at) + 1, at);
    expect(() => open(KEY, CONTEXT, sealed)).toThrow("not an envelope");
  });

  it("does not open with any one of its bits changed", () => {
    const sealed = seal(KEY, CONTEXT, TEXT);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => open(KEY, CONTEXT, changed)).toThrow(EnvelopeError);
    }
  });

  it("does not open when it is cut short or added to", () => {
    const sealed = seal(KEY, CONTEXT, TEXT);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => open(KEY, CONTEXT, sealed.subarray(0, length))).toThrow(EnvelopeError);
    }
    expect(() => open(KEY, CONTEXT, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(EnvelopeError);
  });

  it.each([
    ["another consent", ["token-set", "consent-2", "maple", "1"]],
    ["another provider", ["token-set", "consent-1", "liberty", "1"]],
    ["another version", ["token-set", "consent-1", "maple", "2"]],
    ["another kind", ["data-key", "consent-1", "maple", "1"]],
    ["the same letters parted otherwise", ["token-set", "consent-1maple", "", "1"]],
    ["less context", ["token-set", "consent-1", "maple"]],
    ["no context", []],
  ])("does not open for %s", (_what, context) => {
    expect(() => open(KEY, context, seal(KEY, CONTEXT, TEXT))).toThrow("changed or moved");
  });

  it("does not open under another key, and says so by its commitment before any decryption", () => {
    expect(() => open(Buffer.alloc(32, 8), CONTEXT, seal(KEY, CONTEXT, TEXT))).toThrow("wrong key");
  });

  it("does not open with the commitment of another envelope", () => {
    const sealed = seal(KEY, CONTEXT, TEXT);
    const other = seal(KEY, CONTEXT, TEXT);
    other.copy(sealed, HEADER, HEADER, HEADER + COMMITMENT);
    expect(() => open(KEY, CONTEXT, sealed)).toThrow("wrong key");
  });

  it("refuses bytes that never were an envelope", () => {
    fc.assert(
      fc.property(bytes, (any) => {
        expect(() => open(KEY, CONTEXT, any)).toThrow(EnvelopeError);
      }),
    );
  });
});
