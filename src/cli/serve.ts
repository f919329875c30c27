import { startGateway } from "../app.js";
import { DRAIN_MS } from "../http/drain.js";
import { readConfig } from "../config/read-config.js";
import { Closers } from "../core/closers.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { playgroundFolders } from "./playground-folders.js";
import { closeOnSignal } from "./until-signal.js";
import { UsageError } from "./usage-error.js";

/** `fdx-gateway serve`: production. Rejects with ConfigError when anything is missing, default or malformed. */
export async function runServe(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  if (args.length > 0) throw new UsageError("fdx-gateway serve [--single-node]");
  const config = readConfig(environment);
  const logger = createLogger(config.logLevel);
  const gateway = await startGateway(config, {
    logger,
    audit: auditLog(createLogger("info")),
    ...(config.playground ? { playground: playgroundFolders() } : {}),
  });
  const closers = new Closers();
  closers.add(() => gateway.close());
  // A token call that began with the last running request, with the time to write its answer down.
  closeOnSignal(closers, config.http.drainDelayMs + DRAIN_MS + 3 * config.upstream.tokenTimeoutMs);
  logger.info({ url: gateway.url }, "listening");
}
