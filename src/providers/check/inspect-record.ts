import { entityOf, fieldsOf } from "../../fdx/entity-fields.js";
import type { FdxEntity, FdxField } from "../../fdx/entity.js";
import { fieldType } from "../../fdx/field-type.js";
import { FDX_ENTITIES } from "../../fdx/model.js";
import { isMissing, isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import type { Findings } from "./findings.js";
import { valueFault } from "./inspect-value.js";

const entities: ReadonlyMap<string, FdxEntity> = new Map(FDX_ENTITIES.map((each) => [each.name, each]));

/** Compares a record as the provider sent it, once it is out of its wrapper, with the field tables. */
export function inspectRecord(base: FdxEntity, record: PlainObject, findings: Findings): void {
  const entity = entityOf(base, record);
  if (base.tellBy !== undefined && entity.otherwise === true) {
    const isTold = !isMissing(record[base.tellBy]);
    findings.add(`${base.name}.${base.tellBy}: ${isTold ? "unknown value" : "missing"}`);
  }
  const fields = fieldsOf(entity);
  for (const [name, value] of Object.entries(record)) {
    const field = fields.get(name);
    if (isMissing(value)) continue;
    if (field === undefined) addUnknown(base, entity, name, findings);
    else if (name !== base.tellBy) inspectField({ entity, name, field }, value, findings);
  }
}

/** Of FDX, and in no table: the gateway reads them elsewhere, or hands them out to nobody. */
const KNOWN = new Set([
  ...["accountNumber", "routingTransitNumber", "micrNumber"],
  ...["contact", "transactions", "transactionsIncluded"],
]);

/** Of a kind that is not known nothing is known of its fields. */
function addUnknown(
  base: FdxEntity,
  { name: type, otherwise }: FdxEntity,
  name: string,
  found: Findings,
): void {
  if (name === "error") found.add(`${base.name}.error: a record with an error in its place`);
  else if (otherwise !== true && !(base.name === "Account" && KNOWN.has(name))) found.addUnknown(type, name);
}

interface Place {
  readonly entity: FdxEntity;
  readonly name: string;
  readonly field: FdxField;
}

function inspectField({ entity, name, field }: Place, value: unknown, findings: Findings): void {
  const { name: type, isList } = fieldType(field);
  const where = `${entity.name}.${name}`;
  if (isList !== Array.isArray(value)) {
    findings.add(`${where}: ${isList ? "one value in place of a list" : "a list"}`);
    return;
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const part = entities.get(type);
  for (const each of values) {
    if (isMissing(each)) findings.add(`${where}: null in a list`);
    else if (part === undefined) addFault(where, valueFault(type, each), findings);
    else if (isPlainObject(each)) inspectRecord(part, each, findings);
    else findings.add(`${where}: no object`);
  }
}

function addFault(where: string, fault: string | undefined, findings: Findings): void {
  if (fault !== undefined) findings.add(`${where}: ${fault}`);
}
