import type { FdxEntity, FdxField } from "./entity.js";
import { entityNamed, FDX_ENTITIES, kindsOf } from "./model.js";

type Fields = ReadonlyMap<string, FdxField>;

const fieldsByEntity: ReadonlyMap<FdxEntity, Fields> = new Map(
  FDX_ENTITIES.map((entity) => [entity, new Map(rowsOf(entity))]),
);

const kindsByBase: ReadonlyMap<FdxEntity, readonly FdxEntity[]> = new Map(
  FDX_ENTITIES.filter(({ tellBy }) => tellBy !== undefined).map((base) => [base, kindsOf(base.name)]),
);

/** @returns the fields that a provider can fill: an entity's own, and those it has from its bases. */
export function fieldsOf(entity: FdxEntity): Fields {
  return fieldsByEntity.get(entity) ?? new Map<string, FdxField>();
}

/** @returns the kind of `base` that a record is of; `base` itself where there are no kinds. */
export function entityOf(base: FdxEntity, record: Readonly<Record<string, unknown>>): FdxEntity {
  const kinds = kindsByBase.get(base);
  if (kinds === undefined || base.tellBy === undefined) return base;
  const told = record[base.tellBy];
  return kinds.find(({ when }) => when !== undefined && when === told) ?? kinds.find(isRest) ?? base;
}

/** The base's rows first: an entity's own row wins. */
function rowsOf(entity: FdxEntity): (readonly [string, FdxField])[] {
  const base = entity.extends === undefined ? [] : rowsOf(entityNamed(entity.extends));
  return [...base, ...Object.entries(entity.fields).filter(([, [, since]]) => since !== "gateway")];
}

function isRest({ otherwise }: FdxEntity): boolean {
  return otherwise === true;
}
