import { parseArgs } from "node:util";
import { runCheck } from "../app/check.js";
import { readConfig } from "../config/read-config.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { checkTable } from "./check-table.js";
import { UsageError } from "./usage-error.js";

const USAGE = "fdx-gateway check PROVIDER [--consent ID] [--json]";

const OPTIONS = {
  consent: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/**
 * `fdx-gateway check`: what a provider serves under a consent, and where it strays from FDX, while gateways run. Needs the
 * gateway's environment. Prints names, counts and codes, no data; its audit record goes to standard error. The exit code is
 * 0 for a usable provider, 1 for another. Rejects with UsageError, ConfigError, or a GatewayError that says why not.
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
  const report = await runCheck(config, wish, { logger: toOperator, audit: auditLog(toOperator) });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : checkTable(report));
  if (!report.usable) process.exitCode = 1;
}

/** One in sixty-four ids begins with a dash, and would read as an option. */
function withIdAttached(args: readonly string[]): string[] {
  const at = args.indexOf("--consent");
  const id = at < 0 ? undefined : args[at + 1];
  return id === undefined ? [...args] : [...args.slice(0, at), `--consent=${id}`, ...args.slice(at + 2)];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: withIdAttached(args), options: OPTIONS, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}
