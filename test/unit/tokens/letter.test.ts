import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { consentIdIn, decodeLetter, encodeLetter } from "../../../src/tokens/letter.js";
import { closedLetter } from "../../support/letters.js";

describe("a letter", () => {
  it("is read as it was written, whatever is in it", () => {
    const sealed = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const facts = fc.record({
      attemptId: fc.string(),
      usedVersion: fc.integer({ min: 1 }),
      version: fc.integer({ min: 2 }),
      issuedAt: fc.integer(),
      sealed,
    });
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,64}$/), facts, (consentId, changes) => {
        const letter = closedLetter(consentId, changes);
        const text = encodeLetter(letter);
        expect(text.indexOf("\n")).toBe(text.length - 1);
        expect(decodeLetter(text)).toEqual(letter);
        expect(consentIdIn(text)).toBe(consentId);
      }),
    );
  });

  const whole = encodeLetter(closedLetter());
  const changed = (changes: object): string => JSON.stringify({ ...JSON.parse(whole), ...changes });

  it.each([
    ["nothing", ""],
    ["garbage", "\u0000\u0001 garbage"],
    ["another JSON", "[]"],
    ["no version", changed({ version: undefined })],
    ["a version that no refresh gives", changed({ version: 1 })],
    ["a used version of 0", changed({ usedVersion: 0 })],
    ["no reference", changed({ reference: undefined })],
    ["contents that are no base64", changed({ sealed: "§§" })],
    ["no contents", changed({ sealed: undefined })],
  ])("is none: %s", (_name, text) => {
    expect(decodeLetter(text)).toBeUndefined();
  });

  it("that is cut off anywhere is none", () => {
    for (let length = 0; length < whole.length - 1; length += 1) {
      expect(decodeLetter(whole.slice(0, length))).toBeUndefined();
    }
  });
});

describe("consentIdIn", () => {
  it.each([
    ["a damaged letter", encodeLetter(closedLetter("consent-9")).slice(0, 60), "consent-9"],
    ["an id that is cut off", '{"reference":{"consentId":"conse', undefined],
    ["an id that is too long to be one", `{"consentId":"${"x".repeat(65)}"}`, undefined],
    ["the longest id", `{"consentId":"${"x".repeat(64)}"}`, "x".repeat(64)],
    ["what is no id", '{"consentId":"<script>"}', undefined],
    ["garbage", "garbage", undefined],
  ])("%s", (_name, text, consentId) => {
    expect(consentIdIn(text)).toBe(consentId);
  });
});
