import { Counter, type Registry } from "prom-client";

/** Reads of banks' data, by how the answer was had. */
export type CachedReads = Readonly<Record<string, number>>;

export function watchCachedReads(registry: Registry, byOutcome: () => CachedReads): void {
  const reads = new Counter({
    ...{
      name: "fdx_cached_reads_total",
      help: "Reads of banks' data: kept in memory or in the store, with another's call, by a call, or old for want of a budget",
      registers: [registry],
    },
    labelNames: ["outcome"],
    collect: () => {
      reads.reset();
      for (const [outcome, count] of Object.entries(byOutcome())) reads.inc({ outcome }, count);
    },
  });
}
