import type { GatewayConfig } from "../config/gateway-config.js";
import type { Audit } from "../core/audit.js";
import type { Closers } from "../core/closers.js";
import { Metrics, type MetricsSources } from "../telemetry/metrics.js";
import { startMetricsServer } from "../telemetry/metrics-server.js";
import { CONNECT_FAMILY } from "./connect-network.js";
import { OUTBOUND_FAMILY } from "./outbound-network.js";

/** What leaves the process about its own work: audit records, and metrics where they are configured. */
export class Observability {
  readonly audit: Audit;
  readonly #config: GatewayConfig;
  readonly #metrics: Metrics | undefined;

  constructor(config: GatewayConfig, audit: Audit) {
    this.#config = config;
    if (config.metrics.port !== undefined) this.#metrics = new Metrics(providersOf(config));
    this.audit = this.#metrics?.counting(audit) ?? audit;
  }

  /** Gives the metrics out, if they are configured. */
  async listen(sources: MetricsSources, closers: Closers): Promise<void> {
    const { host, port } = this.#config.metrics;
    if (this.#metrics === undefined || port === undefined) return;
    this.#metrics.watch(sources);
    const server = await startMetricsServer(this.#metrics, { host, port });
    closers.add(() => server.close());
  }
}

/** @returns the labels of what is configured: single providers, and families of them. */
function providersOf({ providers, flinks }: GatewayConfig): ConstructorParameters<typeof Metrics>[0] {
  const families: string[] = [];
  if (flinks?.outbound !== undefined) families.push(OUTBOUND_FAMILY);
  if (flinks?.connect !== undefined) families.push(CONNECT_FAMILY);
  return { ids: providers.map(({ id }) => id), families };
}
