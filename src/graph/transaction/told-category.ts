import { fieldsOf } from "../../fdx/entity-fields.js";
import type { FdxField } from "../../fdx/entity.js";
import { fieldType } from "../../fdx/field-type.js";
import { FDX_ENTITIES, FDX_ENUMS, kindsOf } from "../../fdx/model.js";
import type { FdxRecord } from "../../loaders/records.js";

/** A member that transactions of one category alone have. */
interface Mark {
  readonly name: string;
  readonly category: string;
  readonly isMeant: (value: unknown) => boolean;
}

/**
 * Only members of a type of FDX's own count, with a value of that type: providers add amounts and texts to any
 * transaction, and a `runningBalance` or `fees` of a deposit must not make it an investment. Nobody writes
 * `securityIdType: "CUSIP"` by chance.
 */
const MARKS: readonly Mark[] = kindsOf("Transaction").flatMap((kind) =>
  [...fieldsOf(kind)].flatMap(([name, field]): Mark[] => {
    const isMeant = testOf(field);
    if (kind.when === undefined || isMeant === undefined || !isOfOneKind(name)) return [];
    return [{ name, category: kind.when, isMeant }];
  }),
);

/** @returns the category of a transaction that does not name it, if its members can tell; `undefined` if not, or if two do. */
export function toldCategory(transaction: FdxRecord): string | undefined {
  let told: string | undefined;
  for (const { name, category, isMeant } of MARKS) {
    if (!isMeant(transaction[name])) continue;
    if (told !== undefined && told !== category) return undefined;
    told = category;
  }
  return told;
}

function isOfOneKind(name: string): boolean {
  return kindsOf("Transaction").filter((kind) => fieldsOf(kind).has(name)).length === 1;
}

/** @returns `undefined` for a scalar, which may hold anything. */
function testOf(field: FdxField): Mark["isMeant"] | undefined {
  const { name } = fieldType(field);
  const fdxEnum = FDX_ENUMS.find((known) => known.name === name);
  if (fdxEnum !== undefined) {
    const { values } = fdxEnum;
    const known = new Set<unknown>(Array.isArray(values) ? values : Object.keys(values));
    return (value) => known.has(value);
  }
  const isEntity = FDX_ENTITIES.some((entity) => entity.name === name);
  return isEntity ? (value) => typeof value === "object" && value !== null : undefined;
}
