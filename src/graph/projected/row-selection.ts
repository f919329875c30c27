import {
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLObjectType,
  isEnumType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { usualForm } from "../../loaders/records.js";
import type { LeafKind, ProjectedField, RowProjection } from "../../projection/projection.js";
import { isFdxType } from "../nulls/fdx-field-facts.js";
import { readsMember } from "../nulls/read-member.js";
import { fieldsOn, type SelectionScope } from "../selected-fields.js";

/** What is given at run time, by its place among the slots. */
const SLOTS = { account: 0, accountJson: 1, typeName: 2, category: 3, categoryText: 4 } as const;

/** Where a null of a row stands, and what it is of. */
export interface NullPlace {
  readonly typeName: string;
  readonly fieldName: string;
  /** Names in the answer, from the row on. */
  readonly keys: readonly string[];
}

export interface RowSelection {
  readonly projection: RowProjection;
  /** By the field's position: depth first, an object before its own fields. */
  readonly nullPlaces: readonly NullPlace[];
}

/** GraphQL scalar → how its values are written. Any other takes more than to look at the value. */
const LEAVES: Readonly<Record<string, LeafKind>> = {
  ...{ String: "text", ID: "id", Decimal: "decimal", Int: "int", Boolean: "boolean" },
  ...{ Date: "date", DateTime: "dateTime", CurrencyCode: "currency" },
};
const CATEGORY = "accountCategory";

/**
 * Turns the selection on the transactions of one category into a projection of the provider's rows.
 * @returns `undefined` where anything selected is more than a plain reading of the row: a resolver, a list, an argument, a
 * directive, a member that providers write in several ways.
 */
export function rowSelection(
  scope: SelectionScope,
  nodes: FieldNode,
  type: GraphQLObjectType,
): RowSelection | undefined {
  const form = usualForm("Transaction");
  if (form === undefined || hasDirectives(scope, nodes.selectionSet)) return undefined;
  const reader = new SelectionReader(scope);
  const fields = reader.fields(type, [nodes], []);
  if (fields === undefined || form.filled.some((name) => reads(fields, name))) return undefined;
  return {
    projection: {
      ...{ list: "transactions", idKey: "transactionId", suspects: form.otherNames, fields },
      required: [{ from: CATEGORY, slot: SLOTS.categoryText }],
    },
    nullPlaces: reader.places,
  };
}

function reads(fields: readonly ProjectedField[], name: string): boolean {
  return fields.some((field) => "from" in field && field.from === name);
}

/** Directives may depend on variables; what they leave out is told by the ordinary way. */
function hasDirectives(scope: SelectionScope, set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some((selection) => {
    if ((selection.directives ?? []).length > 0) return true;
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments[selection.name.value] : selection;
    return inner !== undefined && hasDirectives(scope, inner.selectionSet);
  });
}

/** A field where it is selected. */
interface Place {
  /** Its name in the answer. */
  readonly as: string;
  readonly node: FieldNode;
  /** Names in the answer, from the row on. */
  readonly keys: readonly string[];
}

class SelectionReader {
  readonly places: NullPlace[] = [];
  readonly #scope: SelectionScope;

  constructor(scope: SelectionScope) {
    this.#scope = scope;
  }

  fields(
    type: GraphQLObjectType,
    parents: readonly FieldNode[],
    above: readonly string[],
  ): readonly ProjectedField[] | undefined {
    const nodes = parents.flatMap((parent) => fieldsOn(this.#scope, parent.selectionSet, type.name));
    const names = nodes.map(keyOf);
    // Two selections under one name would have to be merged.
    if (new Set(names).size < names.length) return undefined;
    const fields: ProjectedField[] = [];
    for (const node of nodes) {
      const field = this.#field(type, node, above);
      if (field === undefined) return undefined;
      fields.push(field);
    }
    return fields;
  }

  #field(type: GraphQLObjectType, node: FieldNode, above: readonly string[]): ProjectedField | undefined {
    const [as, name] = [keyOf(node), node.name.value];
    const keys = [...above, as];
    this.places.push({ typeName: type.name, fieldName: name, keys });
    if ((node.arguments ?? []).length > 0) return undefined;
    const given = above.length === 0 ? ofTheGateway(as, name) : undefined;
    if (given !== undefined) return given;
    const field = type.getFields()[name];
    return field && readsMember(field) && !isNonNullType(field.type)
      ? this.#read({ as, node, keys }, field)
      : undefined;
  }

  #read(
    { as, node, keys }: Place,
    { name: from, type }: GraphQLField<unknown, unknown>,
  ): ProjectedField | undefined {
    if (isEnumType(type)) return { as, kind: "enum", from, names: namesOf(type) };
    if (isScalarType(type)) {
      const kind = LEAVES[type.name];
      return kind && { as, kind, from };
    }
    return isObjectType(type) ? this.#readObject({ as, from, node, keys }, type) : undefined;
  }

  #readObject(
    { as, from, node, keys }: Place & { readonly from: string },
    type: GraphQLObjectType,
  ): ProjectedField | undefined {
    const form = isFdxType(type.name) ? usualForm(type.name) : undefined;
    const fields = form && this.fields(type, [node], keys);
    if (fields === undefined || form?.filled.some((member) => reads(fields, member)) !== false)
      return undefined;
    return { as, kind: "object", from, suspects: form.otherNames, fields };
  }
}

/** The provider's text → the name that clients see. */
function namesOf(type: GraphQLEnumType): ReadonlyMap<string, string> {
  return new Map(type.getValues().map(({ name, value }) => [String(value), name]));
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** What the gateway itself says of a row. */
function ofTheGateway(as: string, name: string): ProjectedField | undefined {
  switch (name) {
    case "__typename":
      return { as, kind: "constant", slot: SLOTS.typeName };
    case "id":
      return { as, kind: "rowId", slot: SLOTS.account };
    case "accountNodeId":
      return { as, kind: "constant", slot: SLOTS.accountJson };
    case CATEGORY:
      return { as, kind: "constant", slot: SLOTS.category };
    default:
      return undefined;
  }
}
