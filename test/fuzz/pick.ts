import type { Random } from "../../src/sandbox/seed/random.js";

/** @returns any one entry of a list that is not empty. */
export function pickOf<Item>(items: readonly Item[], random: Random): Item {
  const index = random.integer(0, items.length - 1);
  if (index < 0) throw new RangeError("nothing to pick from");
  return items[index] as Item;
}
