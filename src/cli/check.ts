import { parseArgs } from "node:util";
import { runCheck } from "../app/check.js";
import { readConfig } from "../config/read-config.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { checkTable } from "./check-table.js";
import { abortedOnSignal } from "./until-signal.js";
import { UsageError } from "./usage-error.js";

const USAGE = "fdx-gateway check PROVIDER [--consent ID] [--json]";

/** 1 would say that the provider is not usable. */
const INTERRUPTED = 2;

const OPTIONS = {
  consent: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/**
 * `fdx-gateway check`: what a provider serves under a consent, and where it strays from FDX, while gateways run. Needs the
 * gateway's environment. Prints names, counts and codes, no data; its audit record goes to standard error. The exit code is
 * 0 for a usable provider, 1 for another. SIGINT and SIGTERM stop it once a token call that is under way is written down.
 * Rejects with UsageError, ConfigError, or an Error that says why not.
 */
export async function runCheckCommand(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  const { values, positionals } = parse(args);
  const [providerId, ...rest] = positionals;
  if (providerId === undefined || rest.length > 0) throw new UsageError(USAGE);
  const config = readConfig(environment);
  const toOperator = createLogger("info", process.stderr);
  const wish = { providerId, consentId: values.consent };
  const exit = { limitMs: 3 * config.upstream.tokenTimeoutMs, exitCode: INTERRUPTED };
  const outside = { logger: toOperator, audit: auditLog(toOperator), signal: abortedOnSignal(exit) };
  const report = await runCheck(config, wish, outside);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : checkTable(report));
  if (!report.usable) process.exitCode = 1;
}

const WORDS: ReadonlySet<string> = new Set(Object.keys(OPTIONS).map((name) => `--${name}`));

/** One in sixty-four ids begins with a dash, and would read as an option. None is an option's name. */
function withIdAttached(args: readonly string[]): string[] {
  const at = args.indexOf("--consent");
  const id = at < 0 ? undefined : args[at + 1];
  return id === undefined || WORDS.has(id)
    ? [...args]
    : [...args.slice(0, at), `--consent=${id}`, ...args.slice(at + 2)];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: withIdAttached(args), options: OPTIONS, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}
