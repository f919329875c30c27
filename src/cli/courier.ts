import { startCourier } from "../app/courier.js";
import { readConfig } from "../config/read-config.js";
import { Closers } from "../core/closers.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { closeOnSignal } from "./until-signal.js";
import { UsageError } from "./usage-error.js";

/** `fdx-gateway courier`: makes the token calls of this machine's gateways. Rejects with ConfigError like `serve`. */
export async function runCourier(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  if (args.length > 0) throw new UsageError("fdx-gateway courier [--single-node]");
  const config = readConfig(environment);
  const logger = createLogger(config.logLevel);
  const courier = await startCourier(config, { logger, audit: auditLog(createLogger("info")) });
  const closers = new Closers();
  closers.add(() => courier.close());
  // A token call, with the time to write its answer down.
  closeOnSignal(closers, 3 * config.upstream.tokenTimeoutMs);
  logger.info({ socket: courier.socketPath }, "taking orders");
}
