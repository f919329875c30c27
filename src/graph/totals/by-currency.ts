import { groupBy } from "../../core/group-by.js";

/** @returns what `add` makes of the parts in each currency, in the order of the currencies' codes. */
export function byCurrency<Part extends { readonly currency: string }, Sum>(
  parts: readonly Part[],
  add: (parts: readonly Part[]) => Sum,
): readonly (Sum & { readonly currency: string })[] {
  const groups = [...groupBy(parts, ({ currency }) => currency)];
  groups.sort(([one], [other]) => (one < other ? -1 : 1));
  return groups.map(([currency, of]) => ({ currency, ...add(of) }));
}
