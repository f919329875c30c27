import { ConfigError } from "../config/config-error.js";
import { readEnvironment } from "../config/env.js";
import { runDev } from "./dev.js";
import { runSandbox } from "./sandbox.js";
import { runServe } from "./serve.js";

const USAGE = `Usage: fdx-gateway <command>

  dev      gateway, sandbox banks and playground on this machine, for development
  serve    the gateway alone, configured by the environment (docs/configuration.md)
  sandbox  the sandbox banks alone
`;

const COMMANDS: Readonly<Record<string, (environment: Readonly<Record<string, string>>) => Promise<void>>> = {
  dev: runDev,
  serve: runServe,
  sandbox: runSandbox,
};

/** Runs one command. Faults an operator can mend are printed as plain lines, and the exit code is 1. */
export async function run(args: readonly string[]): Promise<void> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined || rest.length > 0) {
    printUsage(name);
    return;
  }
  try {
    await command(readEnvironment());
  } catch (failure) {
    process.stderr.write(`${faultText(failure)}\n`);
    process.exitCode = 1;
  }
}

function printUsage(name: string): void {
  const asked = name === "help" || name === "--help";
  (asked ? process.stdout : process.stderr).write(USAGE);
  process.exitCode = asked ? 0 : 1;
}

function faultText(failure: unknown): string {
  if (failure instanceof ConfigError) return failure.message;
  if (!(failure instanceof Error)) return "unknown failure";
  const inUse = "code" in failure && failure.code === "EADDRINUSE" && "port" in failure;
  return inUse ? `Port ${String(failure.port)} is in use.` : failure.message;
}
