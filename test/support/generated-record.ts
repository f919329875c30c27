import { FDX_ENTITIES, FDX_ENUMS, kindsOf } from "../../src/fdx/model.js";
import type { FdxEntity } from "../../src/fdx/entity.js";
import type { Choose } from "./choose.js";

const entities = new Map(FDX_ENTITIES.map((entity) => [entity.name, entity]));
const enums = new Map(
  FDX_ENUMS.map(({ name, values }) => [name, Array.isArray(values) ? values : Object.keys(values)]),
);

const SCALARS: Readonly<Record<string, (choose: Choose) => unknown>> = {
  Boolean: (choose) => choose(2) === 0,
  CountryCode: () => "CA",
  CurrencyCode: () => "CAD",
  Date: () => "2026-02-03",
  DateTime: () => "2026-02-03T04:05:06.000Z",
  Decimal: (choose) => choose(100_000) / 100,
  ID: (choose) => `id-${choose(1000)}`,
  Int: (choose) => choose(50),
  String: (choose) => `text ${choose(12)}`,
};

/**
 * @param name of a table; of an interface or union one kind is chosen.
 * @returns a record as an FDX 6.4 provider may send it: about half of its fields, some of them null, and now and then a
 * list with a null in it, which FDX does not allow.
 */
export function generatedRecord(name: string, choose: Choose, depth = 0): Record<string, unknown> {
  const entity = entityOf(name);
  const kinds = kindsOf(name).filter((kind) => kind.when !== undefined);
  const kind = kinds[choose(kinds.length)];
  if (entity.tellBy !== undefined && kind !== undefined) {
    return { ...generatedRecord(kind.name, choose, depth), [entity.tellBy]: kind.when };
  }
  const record: Record<string, unknown> = {};
  for (const [field, [type, since]] of Object.entries(rowsOf(entity))) {
    const chance = choose(8);
    if (since === "gateway" || chance < 3) continue;
    record[field] = chance === 3 ? null : valueOf(type, choose, depth);
  }
  return record;
}

function valueOf(type: string, choose: Choose, depth: number): unknown {
  const [, list, name = ""] = /^(\[)?(\w+)/.exec(type) ?? [];
  if (list === undefined) return oneOf(name, choose, depth);
  const entries = Array.from({ length: choose(3) }, () => oneOf(name, choose, depth));
  return choose(25) === 0 ? [...entries, null] : entries;
}

function oneOf(name: string, choose: Choose, depth: number): unknown {
  const values = enums.get(name);
  if (values !== undefined) return values[choose(values.length)];
  const scalar = SCALARS[name];
  if (scalar !== undefined) return scalar(choose);
  return depth > 4 ? {} : generatedRecord(name, choose, depth + 1);
}

function rowsOf(entity: FdxEntity): FdxEntity["fields"] {
  const base = entity.extends === undefined ? {} : rowsOf(entityOf(entity.extends));
  return { ...base, ...entity.fields };
}

function entityOf(name: string): FdxEntity {
  const entity = entities.get(name);
  if (entity === undefined) throw new Error(`no FDX table is called ${name}`);
  return entity;
}
