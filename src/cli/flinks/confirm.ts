import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { GatewayError } from "../../core/gateway-error.js";

/** Who is asked. */
export interface Asked {
  readonly input: Readable & { readonly isTTY?: boolean | undefined };
  readonly output: Writable;
}

/** On standard error, so that standard output stays what a program can read. */
const OPERATOR: Asked = { input: process.stdin, output: process.stderr };

/**
 * Shows what would happen and asks whether it should.
 * @returns whether it was answered with yes. Rejects with BAD_USER_INPUT where there is nobody to ask, which is a no, and
 * with the signal's reason.
 */
export async function confirmed(
  what: readonly string[],
  signal: AbortSignal,
  { input, output }: Asked = OPERATOR,
): Promise<boolean> {
  output.write(`${what.join("\n")}\n`);
  if (input.isTTY !== true) {
    throw new GatewayError("BAD_USER_INPUT", "nobody can be asked here, so nothing was changed: use --yes");
  }
  output.write("Go on? [y/N] ");
  // Not as a terminal: Ctrl-C would be a letter then, and no signal.
  const lines = createInterface({ input, terminal: false, signal });
  try {
    for await (const line of lines) return /^y(es)?$/i.test(line.trim());
    signal.throwIfAborted();
    return false;
  } finally {
    // A terminal that is still listened to would keep the program from ending.
    lines.close();
  }
}
