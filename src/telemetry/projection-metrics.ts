import { Counter, type Registry } from "prom-client";

/** Lists of rows that an answer could take as they came, by what was done with them. */
export type ProjectedLists = Readonly<Record<string, number>>;

export function watchProjectedLists(registry: Registry, byOutcome: () => ProjectedLists): void {
  const lists = new Counter({
    ...{
      name: "fdx_projected_lists_total",
      help: "Lists of rows asked for plainly: copied as they came, unusual and so read, or read to see what the bank fills",
      registers: [registry],
    },
    labelNames: ["outcome"],
    collect: () => {
      lists.reset();
      for (const [outcome, count] of Object.entries(byOutcome())) lists.inc({ outcome }, count);
    },
  });
}
