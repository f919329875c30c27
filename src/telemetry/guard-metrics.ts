import { Counter, Gauge, type Registry } from "prom-client";

/** What stands before the banks' data endpoints, by provider. */
export type GuardReports = ReadonlyMap<
  string,
  {
    /** The circuit breaker's. */
    readonly isOpen: boolean;
    /** Calls that were not made, by cause. */
    readonly refused: Readonly<Record<string, number>>;
    readonly retries: number;
  }
>;

/** @param labelOf a provider's, of a closed list; those with the same one are added up. */
export function watchGuards(
  registry: Registry,
  reports: () => GuardReports,
  labelOf: (providerId: string) => string,
): void {
  const registers = [registry];
  const open = new Gauge({
    ...{
      name: "fdx_provider_breaker_open",
      help: "Circuit breakers that are open: banks that are not called, but for probes",
      registers,
    },
    labelNames: ["provider"],
    collect: () => {
      open.reset();
      for (const [id, { isOpen }] of reports()) open.inc({ provider: labelOf(id) }, Number(isOpen));
    },
  });
  const refused = new Counter({
    ...{ name: "fdx_provider_calls_refused_total", help: "Calls that were not made, by cause", registers },
    labelNames: ["provider", "cause"],
    collect: () => {
      refused.reset();
      for (const [id, report] of reports()) {
        const provider = labelOf(id);
        for (const [cause, count] of Object.entries(report.refused)) refused.inc({ provider, cause }, count);
      }
    },
  });
  const retries = new Counter({
    ...{ name: "fdx_provider_retries_total", help: "Calls that were sent a second time", registers },
    labelNames: ["provider"],
    collect: () => {
      retries.reset();
      for (const [id, report] of reports()) retries.inc({ provider: labelOf(id) }, report.retries);
    },
  });
}
