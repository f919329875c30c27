import { ConfigError } from "../config/config-error.js";
import { readEnvironment } from "../config/env.js";
import { GatewayError } from "../core/gateway-error.js";
import { UsageError } from "./usage-error.js";

const USAGE = `Usage: fdx-gateway <command>

  dev      gateway, sandbox banks and playground on this machine, for development
  serve    the gateway alone, configured by the environment (docs/configuration.md); --workers N: in N processes on one port
  courier  makes the token calls of this machine's gateways (docs/tokens.md)
  keys     generate | rotate [--resume] | retire ID | status: the key ring, while gateways run
  check    PROVIDER [--consent ID]: what a bank serves and where it strays from FDX, while gateways run
  flinks   providers | recipients | secrets | registrations …: the partner's work at Flinks (docs/flinks.md)
  sandbox  the sandbox banks alone

  --single-node with serve, courier, keys and check: over a Redis that has no replicas, on purpose
`;

type Command = (environment: Readonly<Record<string, string>>, args: readonly string[]) => Promise<void>;

/** Loaded only when they are asked for: most need little of the gateway. */
const COMMANDS: Readonly<Record<string, Command>> = {
  dev: withoutArguments("dev", async (environment) => (await import("./dev.js")).runDev(environment)),
  serve: withSingleNode(async (environment, args) =>
    (await import("./serve.js")).runServe(environment, args),
  ),
  courier: withSingleNode(async (...given) => (await import("./courier.js")).runCourier(...given)),
  keys: withSingleNode(async (...given) => (await import("./keys.js")).runKeys(...given)),
  check: withSingleNode(async (...given) => (await import("./check.js")).runCheckCommand(...given)),
  flinks: async (...given) => (await import("./flinks.js")).runFlinks(...given),
  sandbox: withoutArguments("sandbox", async (environment) =>
    (await import("./sandbox.js")).runSandbox(environment),
  ),
};

/** The exit code for faults an operator can mend. 1 is what a check says of a bank, and a watch of a registration. */
const FAULT_CODES: Readonly<Record<string, number>> = { check: 2, flinks: 2 };

/** Runs one command. Faults an operator can mend are printed as plain lines, and the exit code is not 0. */
export async function run(args: readonly string[]): Promise<void> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    printUsage(name);
    return;
  }
  try {
    await command(readEnvironment(), rest);
  } catch (failure) {
    process.stderr.write(`${faultText(failure)}\n`);
    process.exitCode = FAULT_CODES[name] ?? 1;
  }
}

function withoutArguments(name: string, command: Command): Command {
  return async (environment, args) => {
    if (args.length > 0) throw new UsageError(`fdx-gateway ${name}`);
    await command(environment, args);
  };
}

function withSingleNode(command: Command): Command {
  return async (environment, args) => {
    const others = args.filter((arg) => arg !== "--single-node");
    await command(others.length < args.length ? { ...environment, SINGLE_NODE: "on" } : environment, others);
  };
}

function printUsage(name: string): void {
  const asked = name === "help" || name === "--help";
  (asked ? process.stdout : process.stderr).write(USAGE);
  process.exitCode = asked ? 0 : 1;
}

function faultText(failure: unknown): string {
  if (failure instanceof ConfigError) return failure.message;
  if (!(failure instanceof Error)) return "unknown failure";
  if (failure instanceof GatewayError) return gatewayFaultText(failure);
  const inUse = "code" in failure && failure.code === "EADDRINUSE" && "port" in failure;
  return inUse ? `Port ${String(failure.port)} is in use.` : failure.message;
}

/** Under the ids of the request a provider's support finds it. */
function gatewayFaultText({ message, facts }: GatewayError): string {
  const { supportReferences = [], retryAfter } = facts;
  const ids = supportReferences.map(({ name, value }) => `${name} ${value}`);
  return [
    message,
    ...(retryAfter === undefined ? [] : [`It asks to wait ${retryAfter} seconds.`]),
    ...(ids.length === 0 ? [] : [`For its support: ${ids.join(", ")}`]),
  ].join("\n");
}
