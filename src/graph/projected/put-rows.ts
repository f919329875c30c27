import type { Projected } from "../../projection/projector.js";
import type { GraphContext } from "../context.js";
import type { Path } from "../shown-rows.js";
import type { RowPlan } from "./row-projections.js";

/** Puts rows into the answer in place of the list at `path`, and notes what is null in them. */
export function putRows(
  context: GraphContext,
  place: { readonly plan: RowPlan; readonly path: Path },
  { json, nulls }: Pick<Projected, "json" | "nulls">,
): void {
  context.rawLists.push({ path: place.path, json });
  noteNulls(context, place, nulls);
}

/** All nulls of one field in one list have one reason: one of them stands for all. */
function noteNulls(
  context: GraphContext,
  { plan, path }: { readonly plan: RowPlan; readonly path: Path },
  nulls: Uint32Array,
): void {
  const noted = new Set<number>();
  for (let index = 0; index < nulls.length; index += 2) {
    const [row = 0, position = 0] = [nulls[index], nulls[index + 1]];
    const place = noted.has(position) ? undefined : plan.nullPlaces[position];
    if (place === undefined) continue;
    noted.add(position);
    const below = [row, ...place.keys];
    context.nulls.noteAt(
      place,
      below.reduce<Path>((prev, key) => ({ prev, key, typename: undefined }), path),
    );
  }
}
