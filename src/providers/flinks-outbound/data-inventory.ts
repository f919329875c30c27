import { fieldsOf } from "../../fdx/entity-fields.js";
import type { FdxEntity } from "../../fdx/entity.js";
import { fieldType } from "../../fdx/field-type.js";
import { entityNamed, FDX_ENTITIES, kindsOf } from "../../fdx/model.js";
import { categoryOfKey } from "../fdx/dialect/category.js";
import { OTHER_WAYS } from "../fdx/dialect/other-ways.js";

/** Flinks' `data_inventory` of a provider: dotted paths of FDX 5, by the kind of call that brings them. */
export type DataInventory = Readonly<Record<string, readonly string[]>>;

/** A field that a provider fills, as the field tables name it: `DepositAccount`, `currentBalance`. */
export interface FilledField {
  readonly entity: string;
  readonly field: string;
}

/** What the paths under a key begin at. */
const ENTITY_OF_KEY: ReadonlyMap<string, string> = new Map([
  ["account", "Account"],
  ["customers", "Customer"],
  ["detailed_accounts", "Account"],
  ["lightweight_accounts", "Account"],
  ["payments", "PaymentNetwork"],
  ["statements", "Statement"],
  ["transactions", "Transaction"],
]);

/** A path may begin with the name of the list. */
const ENTITY_OF_LIST: ReadonlyMap<string, string> = new Map([
  ["accounts", "Account"],
  ["customers", "Customer"],
  ["paymentNetworks", "PaymentNetwork"],
  ["statements", "Statement"],
  ["transactions", "Transaction"],
]);

/** What stands beside a list, and is none of its records' (records have `links` too). */
const BESIDE_LIST = /^(?:page|links)\./;

const tables: ReadonlyMap<string, FdxEntity> = new Map(FDX_ENTITIES.map((entity) => [entity.name, entity]));

/**
 * @returns which fields the inventory says are filled, each once. A path that leads to no field of the tables is passed
 * over from there on: paging (`page.nextOffset`), and what Flinks has and FDX 6.4 has not.
 */
export function inventoryFields(inventory: DataInventory): readonly FilledField[] {
  const pairs = Object.entries(inventory).flatMap(([key, paths]) => {
    const start = ENTITY_OF_KEY.get(key);
    if (start === undefined) return [];
    const own = paths.filter((path) => !BESIDE_LIST.test(path));
    return own.flatMap((path) => pairsOf(entityNamed(start), path.split(".")));
  });
  return [...new Map(pairs.map((pair) => [`${pair.entity}.${pair.field}`, pair])).values()];
}

function pairsOf(start: FdxEntity, path: readonly string[]): readonly FilledField[] {
  const names = path.map((name) => name.replace(/\[\d*\]$/, "").trim());
  // A customer has `accounts` too, of another type than the list.
  const list = fieldsOf(start).has(names[0] ?? "") ? undefined : ENTITY_OF_LIST.get(names[0] ?? "");
  const [entity, rest] = list === undefined ? [start, names] : [entityNamed(list), names.slice(1)];
  const kind = kindOf(entity, rest[0] ?? "");
  return kind === undefined ? below(entity, rest) : below(kind, rest.slice(1));
}

/** @returns the kind that a wrapper such as `depositAccount` stands for; `undefined` for what is no wrapper. */
function kindOf(entity: FdxEntity, wrapper: string): FdxEntity | undefined {
  if (entity.tellBy === undefined || fieldsOf(entity).has(wrapper)) return undefined;
  const category = categoryOfKey(wrapper);
  return kindsOf(entity.name).find(({ when }) => when !== undefined && when === category);
}

function below(entity: FdxEntity, [name, ...rest]: readonly string[]): readonly FilledField[] {
  if (name === undefined) return [];
  const own = ownName(entity, name);
  const field = fieldsOf(entity).get(own);
  if (field === undefined) return [];
  const part = tables.get(fieldType(field).name);
  return [{ entity: entity.name, field: own }, ...(part === undefined ? [] : below(part, rest))];
}

/** What older versions call otherwise is put right when it is read: it is filled, under its own name. */
function ownName(entity: FdxEntity, name: string): string {
  const renamed = OTHER_WAYS[entity.name]?.names?.find(([other]) => other === name)?.[1];
  if (renamed !== undefined) return renamed;
  return entity.extends === undefined ? name : ownName(entityNamed(entity.extends), name);
}
