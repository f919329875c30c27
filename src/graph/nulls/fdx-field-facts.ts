import type { DataCluster } from "../../core/data-cluster.js";
import type { FdxEntity } from "../../fdx/entity.js";
import { entityNamed, FDX_ENTITIES } from "../../fdx/model.js";

/** What decides whether a provider can fill a field at all. */
export interface FdxFieldFacts {
  /** The data cluster it belongs to; missing for a part of something that is told by that. */
  readonly cluster: DataCluster | undefined;
  /** The FDX version that has it first, for example "6.3"; missing for the gateway's own fields. */
  readonly since: string | undefined;
}

type FieldFacts = ReadonlyMap<string, FdxFieldFacts>;

const factsByType: ReadonlyMap<string, FieldFacts> = new Map(
  FDX_ENTITIES.map((entity) => [entity.name, factsOf(entity)]),
);

/** @returns `undefined` for a type or field that no FDX table has. */
export function fdxFieldFacts(typeName: string, fieldName: string): FdxFieldFacts | undefined {
  return factsByType.get(typeName)?.get(fieldName);
}

export function isFdxType(typeName: string): boolean {
  return factsByType.has(typeName);
}

/** Rows of the bases first: an entity's own row wins, and inherits nothing of one of the same name. */
function factsOf(entity: FdxEntity): Map<string, FdxFieldFacts> {
  const facts = entity.extends === undefined ? new Map<string, FdxFieldFacts>() : factsOf(baseOf(entity));
  for (const [name, [, since, , notes]] of Object.entries(entity.fields)) {
    const cluster = notes?.cluster ?? entity.cluster;
    facts.set(name, { cluster, since: since === "gateway" ? undefined : since });
  }
  return facts;
}

function baseOf({ extends: base = "" }: FdxEntity): FdxEntity {
  return entityNamed(base);
}
