import { Counter, Gauge, type Registry } from "prom-client";

/** How much a gateway has to do, and how often it has said no. */
export interface LoadStatus {
  readonly inFlight: number;
  readonly limit: number;
  readonly loopDelayMs: number;
  /** Requests refused, by cause. */
  readonly shed: Readonly<Record<string, number>>;
}

export function watchLoad(registry: Registry, status: () => LoadStatus): void {
  const gauge = (name: string, help: string, read: (status: LoadStatus) => number): void => {
    const made = new Gauge({
      ...{ name, help, registers: [registry] },
      collect: () => {
        made.set(read(status()));
      },
    });
  };
  gauge("fdx_requests_in_flight", "GraphQL requests at present", ({ inFlight }) => inFlight);
  gauge("fdx_requests_limit", "How many of them are let in at present", ({ limit }) => limit);
  gauge(
    "fdx_loop_delay_seconds",
    "How long work had to wait at most in the last 50 ms, for the event loop or for its turn",
    ({ loopDelayMs }) => loopDelayMs / 1000,
  );
  const shed = new Counter({
    ...{ name: "fdx_requests_shed_total", help: "GraphQL requests refused as OVERLOADED, by cause" },
    ...{ labelNames: ["cause"], registers: [registry] },
    collect: () => {
      shed.reset();
      for (const [cause, count] of Object.entries(status().shed)) shed.inc({ cause }, count);
    },
  });
}
