import { describe, expect, it } from "@jest/globals";
import { AnswerEnvelopes } from "../../../src/tokens/answer-envelope.js";
import { EnvelopeError } from "../../../src/tokens/sealed-text.js";

const KEY = Buffer.alloc(32, 7);
const TEXT = Buffer.from('{"accounts":[]}');
const HEADER_BYTES = 18;
const COMMITMENT_BYTES = 32;

describe("an envelope of an answer", () => {
  const envelopes = new AnswerEnvelopes(KEY);

  it("opens with the same key and context alone", () => {
    const sealed = envelopes.seal("here", TEXT);
    expect(new AnswerEnvelopes(KEY).open("here", sealed)).toEqual(TEXT);
    expect(() => envelopes.open("there", sealed)).toThrow("changed or moved");
    expect(() => new AnswerEnvelopes(Buffer.alloc(32, 8)).open("here", sealed)).toThrow("wrong key");
  });

  it("is another one each time, though the key is the same", () => {
    const all = Array.from({ length: 100 }, () => envelopes.seal("here", TEXT).toString("hex"));
    expect(new Set(all.map((hex) => hex.slice(12, 2 * HEADER_BYTES))).size).toBe(100);
    expect(new Set(all.map((hex) => hex.slice(2 * (HEADER_BYTES + COMMITMENT_BYTES)))).size).toBe(100);
  });

  it("does not open where any byte is changed, or missing", () => {
    const sealed = envelopes.seal("here", TEXT);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => envelopes.open("here", changed)).toThrow(EnvelopeError);
      expect(() => envelopes.open("here", sealed.subarray(0, index))).toThrow(EnvelopeError);
    }
  });

  it("does not open once the key is forgotten", () => {
    const sealed = envelopes.seal("here", TEXT);
    const forgetful = new AnswerEnvelopes(KEY);
    forgetful.forget();
    expect(() => forgetful.open("here", sealed)).toThrow(EnvelopeError);
  });

  it("leaves the data key as it was", () => {
    expect(KEY).toEqual(Buffer.alloc(32, 7));
  });
});
