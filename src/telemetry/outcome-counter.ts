import { Counter, type Registry } from "prom-client";

/** How often something ended in each way since the start. */
export type Outcomes = Readonly<Record<string, number>>;

interface CounterName {
  readonly name: string;
  readonly help: string;
}

/** Serves counts that are kept elsewhere, as one metric with the label `outcome`. */
export function watchOutcomes(
  registry: Registry,
  { name, help }: CounterName,
  byOutcome: () => Outcomes,
): void {
  const counter = new Counter({
    ...{ name, help, registers: [registry] },
    labelNames: ["outcome"],
    collect: () => {
      counter.reset();
      for (const [outcome, count] of Object.entries(byOutcome())) counter.inc({ outcome }, count);
    },
  });
}
