import { type FieldNode, type GraphQLObjectType, Kind, type SelectionSetNode } from "graphql";
import { usualForm } from "../../loaders/records.js";
import type { RowProjection } from "../../projection/projection.js";
import type { SelectionScope } from "../fields-on.js";
import type { RowSource } from "./row-source.js";
import { type NullPlace, SelectionReader } from "./selection-reader.js";

export interface RowSelection {
  readonly projection: RowProjection;
  /** By the field's position: depth first, an object before its own fields. */
  readonly nullPlaces: readonly NullPlace[];
}

/** Rows of one kind, as one GraphQL type shows them. */
export interface SelectableRows {
  readonly source: RowSource;
  readonly type: GraphQLObjectType;
}

/**
 * Turns the selection on rows into a projection of the provider's rows.
 * @returns `undefined` where anything selected is more than a plain reading of the row: a resolver, a list, an argument, a
 * directive.
 */
export function rowSelection(
  scope: SelectionScope,
  nodes: FieldNode,
  { source, type }: SelectableRows,
): RowSelection | undefined {
  const form = usualForm(source.entity);
  if (form === undefined || hasDirectives(scope, nodes.selectionSet)) return undefined;
  const reader = new SelectionReader(scope, source);
  const fields = reader.fields({ type, node: nodes, keys: [], filled: form.filled });
  if (fields === undefined) return undefined;
  const { list, idKey, required } = source;
  return {
    projection: { list, idKey, required, suspects: form.otherNames, fields },
    nullPlaces: reader.places,
  };
}

/** Directives may depend on variables; what they leave out is told by the ordinary way. */
function hasDirectives(scope: SelectionScope, set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some((selection) => {
    if ((selection.directives ?? []).length > 0) return true;
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments[selection.name.value] : selection;
    return inner !== undefined && hasDirectives(scope, inner.selectionSet);
  });
}
