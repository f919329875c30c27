import { PassThrough } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { confirmed } from "../../../../src/cli/flinks/confirm.js";

/** A person at a terminal, or a pipe. */
function asked(isTTY: boolean) {
  return { input: Object.assign(new PassThrough(), { isTTY }), output: new PassThrough() };
}

const signal = new AbortController().signal;

describe("confirmed", () => {
  it.each([
    ["y", true],
    ["YES", true],
    [" y ", true],
    ["n", false],
    ["", false],
    ["yessir", false],
  ])("takes %j as %s", async (answer, is) => {
    const person = asked(true);
    person.input.write(`${answer}\n`);
    expect(await confirmed(["This goes."], signal, person)).toBe(is);
    expect(String(person.output.read())).toBe("This goes.\nGo on? [y/N] ");
  });

  it("takes the end of the input as a no", async () => {
    const person = asked(true);
    person.input.end();
    expect(await confirmed([], signal, person)).toBe(false);
  });

  it("is a no where nobody can be asked, whatever comes in", async () => {
    const pipe = asked(false);
    pipe.input.write("y\n");
    await expect(confirmed([], signal, pipe)).rejects.toThrow("use --yes");
  });

  it("ends with the signal's reason", async () => {
    const controller = new AbortController();
    const answer = confirmed([], controller.signal, asked(true));
    controller.abort(new Error("Stopped by a signal."));
    await expect(answer).rejects.toThrow("Stopped by a signal.");
  });
});
