import {
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLObjectType,
  isEnumType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from "graphql";
import { usualForm } from "../../loaders/records.js";
import type { LeafKind, ProjectedField } from "../../projection/projection.js";
import { isFdxType } from "../nulls/fdx-field-facts.js";
import { readsMember } from "../nulls/read-member.js";
import { fieldsOn, type SelectionScope } from "../fields-on.js";
import type { RowSource } from "./row-source.js";

/** Where a null of a row stands, and what it is of. */
export interface NullPlace {
  readonly typeName: string;
  readonly fieldName: string;
  /** Names in the answer, from the row on. */
  readonly keys: readonly string[];
}

/** GraphQL scalar → how its values are written. Any other takes more than to look at the value. */
const LEAVES: Readonly<Record<string, LeafKind>> = {
  ...{ String: "text", ID: "id", Decimal: "decimal", Int: "int", Boolean: "boolean" },
  ...{ Date: "date", DateTime: "dateTime", CurrencyCode: "currency" },
};

/** An object where it is selected. */
interface Part {
  readonly type: GraphQLObjectType;
  readonly node: FieldNode;
  /** Names in the answer, from the row on. */
  readonly keys: readonly string[];
  /** Members that may have to be put together from others. */
  readonly filled: readonly string[];
}

/** A field of it. */
interface Place {
  /** Its name in the answer. */
  readonly as: string;
  readonly node: FieldNode;
  readonly keys: readonly string[];
  readonly isNeeded: boolean;
}

/** Reads a selection as fields of a projection; `undefined` for one that is more than a plain reading. */
export class SelectionReader {
  readonly places: NullPlace[] = [];
  readonly #scope: SelectionScope;
  readonly #source: RowSource;

  constructor(scope: SelectionScope, source: RowSource) {
    this.#scope = scope;
    this.#source = source;
  }

  fields(part: Part): readonly ProjectedField[] | undefined {
    const nodes = fieldsOn(this.#scope, part.node.selectionSet, part.type.name);
    const names = nodes.map(keyOf);
    // Two selections under one name would have to be merged.
    if (new Set(names).size < names.length) return undefined;
    const fields: ProjectedField[] = [];
    for (const node of nodes) {
      const field = this.#field(part, node);
      if (field === undefined) return undefined;
      fields.push(field);
    }
    return fields;
  }

  #field({ type, keys: above, filled }: Omit<Part, "node">, node: FieldNode): ProjectedField | undefined {
    const [as, name] = [keyOf(node), node.name.value];
    const keys = [...above, as];
    this.places.push({ typeName: type.name, fieldName: name, keys });
    if ((node.arguments ?? []).length > 0) return undefined;
    const given = above.length === 0 ? this.#source.ofTheGateway(as, name) : undefined;
    if (given !== undefined) return given;
    const field = type.getFields()[name];
    if (field === undefined || !readsMember(field) || isNonNullType(field.type)) return undefined;
    return this.#read({ as, node, keys, isNeeded: filled.includes(name) }, field);
  }

  #read(place: Place, { name: from, type }: GraphQLField<unknown, unknown>): ProjectedField | undefined {
    const { as, isNeeded } = place;
    if (isEnumType(type)) return { as, kind: "enum", from, names: namesOf(type), isNeeded };
    if (isScalarType(type)) {
      const kind = LEAVES[type.name];
      return kind && { as, kind, from, isNeeded };
    }
    return isObjectType(type) ? this.#readObject({ ...place, from }, type) : undefined;
  }

  #readObject(
    { as, from, node, keys, isNeeded }: Place & { readonly from: string },
    type: GraphQLObjectType,
  ): ProjectedField | undefined {
    const form = isFdxType(type.name) ? usualForm(type.name) : undefined;
    const fields = form && this.fields({ type, node, keys, filled: form.filled });
    return fields && { as, kind: "object", from, suspects: form.otherNames, fields, isNeeded };
  }
}

/** The provider's text → the name that clients see. */
function namesOf(type: GraphQLEnumType): ReadonlyMap<string, string> {
  return new Map(type.getValues().map(({ name, value }) => [String(value), name]));
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
