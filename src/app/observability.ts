import type { GatewayConfig } from "../config/gateway-config.js";
import type { Audit } from "../core/audit.js";
import type { Closers } from "../core/closers.js";
import { Metrics, type MetricsSources } from "../telemetry/metrics.js";
import { startMetricsServer } from "../telemetry/metrics-server.js";

/** What leaves the process about its own work: audit records, and metrics where they are configured. */
export class Observability {
  readonly audit: Audit;
  readonly #config: GatewayConfig;
  readonly #metrics: Metrics | undefined;

  constructor(config: GatewayConfig, audit: Audit) {
    this.#config = config;
    const isOn = config.metrics.port !== undefined;
    this.#metrics = isOn ? new Metrics(config.providers.map(({ id }) => id)) : undefined;
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
