import { GraphQLBoolean, GraphQLID, GraphQLInt, GraphQLScalarType, GraphQLString } from "graphql";
import { maskedText } from "../../../src/core/masked-text.js";
import type { LeafKind, ProjectedField, RowProjection } from "../../../src/projection/projection.js";
import { CurrencyCode } from "../../../src/graph/scalars/currency-code.js";
import { DateScalar } from "../../../src/graph/scalars/date.js";
import { DateTime } from "../../../src/graph/scalars/date-time.js";
import { Decimal } from "../../../src/graph/scalars/decimal.js";

/** What the ordinary way would answer, from objects: the graph's own scalars, and `JSON.stringify`. */
export interface OracleAnswer {
  readonly json: string;
  readonly nulls: readonly number[];
  readonly rest: string;
}

const SCALARS: Readonly<Record<LeafKind, GraphQLScalarType>> = {
  text: GraphQLString,
  id: GraphQLID,
  masked: new GraphQLScalarType({
    name: "Masked",
    serialize: (value) => maskedText(textOf(value)),
  }),
  decimal: Decimal,
  int: GraphQLInt,
  boolean: GraphQLBoolean,
  date: DateScalar,
  dateTime: DateTime,
  currency: CurrencyCode,
};

type LeafField = Extract<ProjectedField, { readonly kind: LeafKind | "enum" }>;

type MemberField = Extract<ProjectedField, { readonly from: string }>;

interface Made {
  readonly projection: RowProjection;
  readonly slots: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

class Unusual extends Error {}

/**
 * @param parse how the body becomes objects.
 * @returns `undefined` for a body that must not be answered. Some others need not be answered either.
 */
export function oracle(
  body: Buffer,
  made: Made,
  parse: (bytes: Buffer) => unknown,
): OracleAnswer | undefined {
  const { list, idKey } = made.projection;
  try {
    const object = objectOf(parse(body));
    const rows = object[list];
    if (!Array.isArray(rows) || rows.length === 0) return undefined;
    const ids = new Set(rows.map((row) => idOf(objectOf(row), idKey)));
    if (ids.size < rows.length) return undefined;
    const oracles = rows.map((row, index) => new RowOracle(made, objectOf(row), index));
    const json = JSON.stringify(oracles.map((each) => each.write()));
    const rest = JSON.stringify({ ...object, [list]: [] });
    return { json, nulls: oracles.flatMap(({ nulls }) => nulls), rest };
  } catch {
    return undefined;
  }
}

export const parsedStrictly = (bytes: Buffer): unknown =>
  JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));

class RowOracle {
  readonly nulls: number[] = [];
  readonly #made: Made;
  readonly #row: Json;
  readonly #index: number;
  #position = 0;

  constructor(made: Made, row: Json, index: number) {
    this.#made = made;
    this.#row = row;
    this.#index = index;
  }

  write(): Json {
    const { projection, slots } = this.#made;
    for (const { from, slot } of projection.required ?? []) {
      const value = memberOf(this.#row, from);
      if (value !== null && value !== slots[slot]) throw new Unusual();
    }
    return this.#object(projection, this.#row);
  }

  #object({ suspects, fields }: Pick<RowProjection, "suspects" | "fields">, value: Json): Json {
    if (suspects.some((name) => memberOf(value, name) !== null)) throw new Unusual();
    return Object.fromEntries(fields.map((field) => [field.as, this.#field(field, value)]));
  }

  #field(field: ProjectedField, object: Json): unknown {
    const position = this.#position++;
    const { slots, projection } = this.#made;
    if (field.kind === "constant") return JSON.parse(slots[field.slot] ?? "");
    if (field.kind === "rowId") {
      const id = Buffer.from(idOf(this.#row, projection.idKey)).toString("base64url");
      return `${slots[field.slot] ?? ""}.${id}`;
    }
    const value = memberOf(object, field.from);
    if (value !== null)
      return field.kind === "object" ? this.#object(field, objectOf(value)) : leafOf(field, value);
    return this.#null(field, position);
  }

  #null(field: MemberField, position: number): null {
    if (field.isNeeded === true) throw new Unusual();
    this.nulls.push(this.#index, position);
    if (field.kind === "object") this.#position += countOf(field.fields);
    return null;
  }
}

function leafOf(field: LeafField, value: unknown): unknown {
  if (field.kind !== "enum") return SCALARS[field.kind].serialize(value);
  const name = typeof value === "string" ? field.names.get(value) : undefined;
  if (name === undefined) throw new Unusual();
  return name;
}

function textOf(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new Unusual();
  return value;
}

function countOf(fields: readonly ProjectedField[]): number {
  return fields.reduce(
    (count, field) => count + 1 + (field.kind === "object" ? countOf(field.fields) : 0),
    0,
  );
}

/** Missing is null. No row has what its prototype has. */
function memberOf(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}

function idOf(row: Json, idKey: string): string {
  const id = memberOf(row, idKey);
  if (typeof id !== "string" || id === "" || id.length > 256) throw new Unusual();
  return id;
}

function objectOf(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unusual();
  return value as Json;
}
