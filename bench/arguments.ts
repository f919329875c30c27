import { parseArgs } from "node:util";
import { V8_FLAGS } from "../src/cli/v8-flags.js";
import { CONTENDER_NAMES, type ContenderName } from "./contenders/contender.js";
import { type Operation, OPERATIONS } from "./operations.js";

const COMMANDS = ["compare", "growth", "workers"] as const;
/** Many calls for an answer, and one. */
const OPERATIONS_OF_WORKERS = ["account-overview", "customer-name"];

/** What to measure, how long and how hard. */
export interface BenchOptions {
  /**
   * `compare`: the gateway beside others. `growth`: the gateway alone, with more and more data. `workers`: the gateway
   * alone, with more and more workers.
   */
  readonly command: (typeof COMMANDS)[number];
  readonly operations: readonly Operation[];
  /** The gateway and the proxy are always among them: they hold the answers that others are compared with. */
  readonly contenders: ReadonlySet<ContenderName>;
  readonly v8Flags: readonly string[];
  readonly rounds: number;
  readonly connections: number;
  /** Added by the bank to each answer. */
  readonly latencyMs: number;
  readonly seconds: BenchSeconds;
  /** Answers at least of a load below the capacity: few tell nothing of the slowest hundredth. */
  readonly fewestSteady: number;
  readonly growth: GrowthOptions;
  /** However many cores there are. */
  readonly mostWorkers: number;
  /** Where to write everything that was measured. */
  readonly jsonFile: string | undefined;
  /** Whether to put the figures into docs/performance.md. */
  readonly isWritten: boolean;
}

/** How long the parts of a run take, in seconds. */
export interface BenchSeconds {
  /** Before the first round, for each server and operation. */
  readonly heat: number;
  /**
   * Before each measurement: a server that waited while the others had their turns is slow at first. It also tells how many
   * requests fit into `measure`.
   */
  readonly warm: number;
  readonly measure: number;
  /** Load on one connection, for the latency of a server that is not busy. */
  readonly alone: number;
  /** Load below the capacity, for the latency of a server that is busy as it should be. */
  readonly steady: number;
}

/** How far a growth run goes. */
interface GrowthOptions {
  /** Of anything that grows. */
  readonly largest: number;
  /** Numbers of open requests; ascending, as a heap that has grown does not shrink. */
  readonly open: readonly number[];
  /** How long the bank lets them wait: they are looked at after half of it. */
  readonly bankWaitsSeconds: number;
}

/** What holds where nothing else is said. */
interface Usual {
  readonly contenders: readonly ContenderName[];
  readonly rounds: string;
  readonly connections: string;
  readonly seconds: BenchSeconds;
  readonly fewestSteady: number;
  readonly growth: GrowthOptions;
  readonly mostWorkers: number;
}

const WHOLE: Usual = {
  ...{ contenders: CONTENDER_NAMES, rounds: "3", connections: "32", fewestSteady: 200 },
  seconds: { heat: 6, warm: 3, measure: 2.2, alone: 0.7, steady: 3 },
  growth: { largest: 20_000, open: [100, 200, 400, 800], bankWaitsSeconds: 3 },
  // `serve` takes no more.
  mostWorkers: 64,
};
const QUICK: Usual = {
  ...{ contenders: ["gateway", "proxy", "constant"], rounds: "1", connections: "8", fewestSteady: 10 },
  seconds: { heat: 0.2, warm: 0.1, measure: 0.3, alone: 0.1, steady: 0.3 },
  growth: { largest: 1000, open: [50, 100], bankWaitsSeconds: 1 },
  mostWorkers: 2,
};

export const USAGE = `Usage: npm run bench -- [growth | workers] [--quick] [--rounds N] [--connections N] [--latency MS]
                         [--operation NAME] [--contender NAME]... [--v8-flags=FLAGS] [--json FILE] [--write]

  growth         instead of comparing: the gateway with more and more data, and with more and more open requests
  workers        instead of comparing: the gateway with one worker, two, four, up to one for each core
  --quick        a smoke run: one short round beside ${QUICK.contenders.slice(1).join(" and ")}; its figures mean little
  --rounds       how often everything is measured (3)
  --connections  connections of the closed loop (32), of each worker
  --latency      milliseconds the bank waits before each answer (0)
  --operation    only this one: ${OPERATIONS.map(({ name }) => name).join(", ")}
  --contender    only this one beside gateway and proxy; may be given several times:
                 ${CONTENDER_NAMES.filter((name) => name !== "gateway" && name !== "proxy").join(", ")}
  --v8-flags     of the gateway and the proxy, in place of what the gateway is started with in production
  --json         also write all figures, each round's too, into a file
  --write        put the figures into docs/performance.md
`;

/** @throws TypeError for an argument that is not known, RangeError for a value that makes no sense. */
export function readArguments(args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const usual = values.quick ? QUICK : WHOLE;
  if (values.quick && values.write) throw new RangeError("the figures of a --quick run are not for --write");
  const command = commandNamed(positionals);
  return {
    command,
    operations: operationsNamed(values.operation, command),
    contenders: contendersNamed(values.contender ?? usual.contenders),
    v8Flags: values["v8-flags"] === undefined ? V8_FLAGS : flagsIn(values["v8-flags"]),
    rounds: wholeNumber("--rounds", values.rounds ?? usual.rounds, 1),
    connections: wholeNumber("--connections", values.connections ?? usual.connections, 1),
    latencyMs: wholeNumber("--latency", values.latency, 0),
    ...{ seconds: usual.seconds, fewestSteady: usual.fewestSteady, growth: usual.growth },
    ...{ mostWorkers: usual.mostWorkers, jsonFile: values.json, isWritten: values.write },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      connections: { type: "string" },
      latency: { type: "string", default: "0" },
      operation: { type: "string" },
      contender: { type: "string", multiple: true },
      "v8-flags": { type: "string" },
      json: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
}

function commandNamed(positionals: readonly string[]): BenchOptions["command"] {
  const name = positionals.length === 0 ? "compare" : positionals.join(" ");
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined) throw new RangeError(`there is no command ${name}`);
  return command;
}

function operationsNamed(name: string | undefined, command: BenchOptions["command"]): readonly Operation[] {
  const usual = command === "workers" ? OPERATIONS_OF_WORKERS : OPERATIONS.map((operation) => operation.name);
  const wanted = name === undefined ? usual : [name];
  const named = OPERATIONS.filter((operation) => wanted.includes(operation.name));
  if (named.length === 0) throw new RangeError(`there is no operation ${String(name)}`);
  return named;
}

function contendersNamed(names: readonly string[]): ReadonlySet<ContenderName> {
  const unknown = names.filter((name) => !CONTENDER_NAMES.some((known) => known === name));
  if (unknown.length > 0) throw new RangeError(`there is no contender ${unknown.join(", ")}`);
  return new Set(["gateway", "proxy", ...(names as ContenderName[])]);
}

function flagsIn(text: string): readonly string[] {
  return text.split(" ").filter((flag) => flag !== "");
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 1000) return value;
  throw new RangeError(`${name} must be a whole number from ${least} to 1000`);
}
