import { parseArgs } from "node:util";
import { type Operation, OPERATIONS } from "./operations.js";

/** How long and how hard. */
export interface BenchOptions {
  readonly operations: readonly Operation[];
  readonly rounds: number;
  readonly connections: number;
  /** Before the first round, for each server and operation. */
  readonly heatSeconds: number;
  /** Before each measurement; it also tells how many requests fit into `measureSeconds`. */
  readonly warmSeconds: number;
  readonly measureSeconds: number;
  /** Load on one connection, for the latency of a server that is not busy. */
  readonly aloneSeconds: number;
  /** Added by the bank to each answer. */
  readonly latencyMs: number;
  /** Where to write everything that was measured. */
  readonly jsonFile: string | undefined;
}

export const USAGE = `Usage: npm run bench -- [--quick] [--rounds N] [--connections N] [--latency MS]
                         [--operation NAME] [--json FILE]

  --quick        a smoke run: one short round; its figures mean little
  --rounds       how often everything is measured (5)
  --connections  connections of the closed loop (32)
  --latency      milliseconds the bank waits before each answer (0)
  --operation    only this one: ${OPERATIONS.map(({ name }) => name).join(", ")}
  --json         also write all figures, each round's too, into a file
`;

/** @throws TypeError for an argument that is not known, RangeError for a number that is none. */
export function readArguments(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      connections: { type: "string", default: "32" },
      latency: { type: "string", default: "0" },
      operation: { type: "string" },
      json: { type: "string" },
    },
  });
  const { quick } = values;
  return {
    operations: operationsNamed(values.operation),
    rounds: wholeNumber("--rounds", values.rounds ?? (quick ? "1" : "5"), 1),
    connections: wholeNumber("--connections", values.connections, 1),
    latencyMs: wholeNumber("--latency", values.latency, 0),
    heatSeconds: quick ? 0.3 : 2,
    warmSeconds: quick ? 0.1 : 0.7,
    measureSeconds: quick ? 0.4 : 2.2,
    aloneSeconds: quick ? 0.1 : 1,
    jsonFile: values.json,
  };
}

function operationsNamed(name: string | undefined): readonly Operation[] {
  const named = OPERATIONS.filter((operation) => name === undefined || operation.name === name);
  if (named.length === 0) throw new RangeError(`there is no operation ${String(name)}`);
  return named;
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 1000) return value;
  throw new RangeError(`${name} must be a whole number from ${least} to 1000`);
}
