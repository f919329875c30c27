import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../src/core/secret.js";

const TEXT = "canary-1f6c9d";
const secret = new Secret(TEXT);
const MASK = /^\[secret:[0-9a-f]{8}\]$/;

/** What a real console would print. */
function printed(print: (console: Console) => void): string {
  let text = "";
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  print(new Console({ stdout, colorMode: false }));
  return text;
}

describe("Secret", () => {
  it("gives its value only when it is asked to reveal it", () => {
    expect(secret.reveal()).toBe(TEXT);
  });

  it.each([
    ["a template", `-${secret as unknown as string}`.slice(1)],
    ["concatenation", "".concat(secret as unknown as string)],
    ["JSON", (JSON.parse(JSON.stringify({ secret })) as { secret: string }).secret],
    ["inspect", inspect(secret)],
    ["inspect with everything shown", inspect(secret, { showHidden: true, depth: 9, showProxy: true })],
    ["format %s", format("%s", secret)],
    ["format %o", format("%o", secret)],
    ["format %O", format("%O", secret)],
    ["format %j", JSON.parse(format("%j", secret)) as string],
  ])("shows a mask in %s", (_where, text) => {
    expect(text).toMatch(MASK);
  });

  it("does not show its value on a console, alone, nested or as an error's property", () => {
    const text = printed((console) => {
      console.log(secret, { tokens: [secret] }, new Map([["a", secret]]));
      console.dir({ deep: { deeper: { secret } } }, { depth: 9, showHidden: true });
      console.error(Object.assign(new Error("failed"), { secret }));
      console.table([{ secret }]);
    });
    expect(text).toContain("[secret:");
    expect(text).not.toContain(TEXT);
  });

  it("does not show its value to code that walks over properties", () => {
    expect(Object.keys(secret)).toEqual([]);
    expect(JSON.stringify(Object.getOwnPropertyDescriptors(secret))).not.toContain(TEXT);
    expect(JSON.stringify(Object.assign({}, secret))).toBe("{}");
  });

  it("shows the same fingerprint for the same value and another for another", () => {
    expect(String(new Secret(TEXT))).toBe(String(secret));
    expect(String(new Secret("other"))).not.toBe(String(secret));
  });

  it("compares by value", () => {
    expect(secret.equals(new Secret(TEXT))).toBe(true);
    expect(secret.equals(new Secret(`${TEXT}x`))).toBe(false);
  });
});
