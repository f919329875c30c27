import { parseArgs } from "node:util";
import { startGateway } from "../app.js";
import type { GatewayConfig } from "../config/gateway-config.js";
import { readConfig } from "../config/read-config.js";
import { Closers } from "../core/closers.js";
import { DRAIN_MS } from "../http/drain.js";
import { auditLog } from "../telemetry/audit-log.js";
import { createLogger } from "../telemetry/logger.js";
import { playgroundFolders } from "./playground-folders.js";
import { closeOnSignal, closeWorkerOnSignal } from "./until-signal.js";
import { UsageError } from "./usage-error.js";
import { isWorker, letWorkerEnd, tellReady, Workers } from "./workers.js";

const USAGE = "fdx-gateway serve [--workers N] [--single-node]";
const MOST_WORKERS = 64;

/** `fdx-gateway serve`: production. Rejects with ConfigError when anything is missing, default or malformed. */
export async function runServe(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  const count = workersIn(args);
  const config = readConfig(environment);
  if (count !== undefined) await serveByWorkers(config, environment, count);
  else
    await serve(config).catch((failure: unknown) => {
      letWorkerEnd();
      throw failure;
    });
}

async function serve(config: GatewayConfig): Promise<void> {
  const logger = createLogger(config.logLevel);
  const gateway = await startGateway(config, {
    logger,
    audit: auditLog(createLogger("info")),
    ...(config.playground ? { playground: playgroundFolders() } : {}),
  });
  const closers = new Closers();
  closers.add(() => gateway.close());
  (isWorker() ? closeWorkerOnSignal : closeOnSignal)(closers, closeLimitMs(config));
  logger.info({ url: gateway.url }, "listening");
  tellReady();
}

async function serveByWorkers(
  config: GatewayConfig,
  environment: Readonly<Record<string, string>>,
  count: number,
): Promise<void> {
  const { port } = config.metrics;
  const workers = new Workers({
    count,
    logger: createLogger(config.logLevel),
    environmentOf: (index) => ({
      ...(environment["SINGLE_NODE"] !== undefined && { SINGLE_NODE: environment["SINGLE_NODE"] }),
      // Each has its own numbers.
      ...(port !== undefined && port !== 0 && { METRICS_PORT: String(port + index) }),
    }),
  });
  const closers = new Closers();
  closers.add(async () => {
    process.exitCode = await workers.end();
  });
  closeOnSignal(closers, closeLimitMs(config));
  try {
    await workers.start();
  } catch (failure) {
    await workers.end();
    throw failure;
  }
}

/** A token call that began with the last running request, with the time to write its answer down. */
function closeLimitMs({ http, upstream }: GatewayConfig): number {
  return http.drainDelayMs + DRAIN_MS + 3 * upstream.tokenTimeoutMs;
}

/** @returns `undefined` where this process is to serve itself. */
function workersIn(args: readonly string[]): number | undefined {
  const { workers } = valuesIn(args);
  if (workers === undefined) return undefined;
  const count = Number(workers);
  if (!Number.isInteger(count) || count < 1 || count > MOST_WORKERS) throw new UsageError(USAGE);
  return count;
}

function valuesIn(args: readonly string[]): { readonly workers?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { workers: { type: "string" } } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}
