import { entityNamed, kindsOf } from "../../../fdx/model.js";
import { OTHER_WAYS, type OtherWays } from "./other-ways.js";

/** What tells that a record is written as FDX 6.4 writes it, so that its members can be taken as they stand. */
export interface UsualForm {
  /** Members that such a record has not: older or other names, whose values would have to be moved. */
  readonly otherNames: readonly string[];
  /** Members that are put together from others where they are missing. */
  readonly filled: readonly string[];
}

/**
 * @param name of an entity in the field tables; of an interface, what holds for all its kinds.
 * @returns `undefined` for one whose records always have to be looked at as a whole.
 */
export function usualForm(name: string): UsualForm | undefined {
  const ways = [...lineage(name), ...kindsOf(name).map((kind) => kind.name)].flatMap(
    (each) => OTHER_WAYS[each] ?? [],
  );
  if (ways.some(mustBeLookedAt)) return undefined;
  return {
    otherNames: [...new Set(ways.flatMap(({ names = [] }) => names.map(([other]) => other)))],
    filled: [...new Set(ways.flatMap(({ fills = [] }) => fills))],
  };
}

function mustBeLookedAt({ further, fills }: OtherWays): boolean {
  return further !== undefined && fills === undefined;
}

/** The entity and those whose rows it has too. */
function lineage(name: string): readonly string[] {
  const { extends: base } = entityNamed(name);
  return base === undefined ? [name] : [name, ...lineage(base)];
}
