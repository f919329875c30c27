import {
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/**
 * @param paths ways down from the resolved field, for example `["edges", "node"]`; the field itself is `[]`.
 * @returns the names of the fields selected at the end of any of them, through fragments, without what `@skip` and
 * `@include` leave out. Type conditions are not weighed: a field of any type counts.
 */
export function selectedFields(
  info: GraphQLResolveInfo,
  ...paths: readonly (readonly string[])[]
): ReadonlySet<string> {
  const fields = paths.flatMap((path) => descend(info, [...info.fieldNodes], path));
  const selected = fields.flatMap((field) => subFields(info, field.selectionSet));
  return new Set(selected.map((field) => field.name.value));
}

function descend(info: GraphQLResolveInfo, fields: FieldNode[], path: readonly string[]): FieldNode[] {
  return path.reduce(
    (level, name) =>
      level
        .flatMap((field) => subFields(info, field.selectionSet))
        .filter((field) => field.name.value === name),
    fields,
  );
}

function subFields(info: GraphQLResolveInfo, set: SelectionSetNode | undefined): FieldNode[] {
  const included = (set?.selections ?? []).filter((selection) => isIncluded(info, selection));
  return included.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return [selection];
      case Kind.INLINE_FRAGMENT:
        return subFields(info, selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return subFields(info, info.fragments[selection.name.value]?.selectionSet);
    }
  });
}

function isIncluded(info: GraphQLResolveInfo, selection: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}
