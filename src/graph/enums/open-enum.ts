import { GraphQLEnumType, type GraphQLSchema } from "graphql";
import { registerEnumType } from "type-graphql";
import type { FdxEnum } from "../../fdx/fdx-enum.js";

/** What clients see in place of a value that this gateway does not know yet. */
const UNRECOGNIZED = "UNRECOGNIZED";

const aliasesOf = new Map<string, ReadonlyMap<string, string>>();

/**
 * Registers an enum that providers may extend at any time.
 * @returns GraphQL name → the provider's text: what a field's type function hands to type-graphql.
 */
export function openEnum({ name, description, values, aliases }: FdxEnum): object {
  const members: Record<string, string> = {};
  const valuesConfig: Record<string, { description?: string }> = {};
  for (const [value, note] of entriesOf(values)) {
    members[legalName(value)] = value;
    if (note !== null) valuesConfig[legalName(value)] = { description: note };
  }
  members[UNRECOGNIZED] = UNRECOGNIZED;
  valuesConfig[UNRECOGNIZED] = { description: "A value this gateway does not know yet." };
  aliasesOf.set(name, new Map(Object.entries(aliases)));
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}

/** Makes every open enum of the schema answer `UNRECOGNIZED` for unknown provider values, where graphql-js throws. */
export function openEnums(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type instanceof GraphQLEnumType && type.getValue(UNRECOGNIZED)) open(type);
  }
  return schema;
}

function open(type: GraphQLEnumType): void {
  const names = new Map(type.getValues().map(({ name, value }): [unknown, string] => [value, name]));
  for (const [alias, value] of aliasesOf.get(type.name) ?? [])
    names.set(alias, names.get(value) ?? UNRECOGNIZED);
  // Numbers become text first: a provider may write the account type 529 without quotes.
  type.serialize = (value) =>
    namedBy(names, typeof value === "number" ? String(value) : value) ?? UNRECOGNIZED;
}

/** FDX writes its values in capitals. Some providers do not, and mean no other value by it. */
export function namedBy(names: ReadonlyMap<unknown, string>, value: unknown): string | undefined {
  return names.get(value) ?? (typeof value === "string" ? names.get(value.toUpperCase()) : undefined);
}

function entriesOf(values: FdxEnum["values"]): readonly (readonly [string, string | null])[] {
  return isList(values) ? values.map((value) => [value, null] as const) : Object.entries(values);
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(values: FdxEnum["values"]): values is readonly string[] {
  return Array.isArray(values);
}

/** `401K` → `_401K`: GraphQL names start with a letter or an underscore. */
function legalName(value: string): string {
  const name = value.replace(/\W/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
}
