import {
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** What is needed to read a selection; every resolver's `info` has it. */
export type SelectionScope = Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">;

/** A field of the answer, by all nodes of the document that ask for it. */
export type FieldSelection = SelectionScope & Pick<GraphQLResolveInfo, "fieldNodes">;

/**
 * @param paths ways down from the resolved field, for example `["edges", "node"]`; the field itself is `[]`.
 * @returns the names of the fields selected at the end of any of them, through fragments, without what `@skip` and
 * `@include` leave out. Type conditions are not weighed: a field of any type counts.
 */
export function selectedFields(
  info: FieldSelection,
  ...paths: readonly (readonly string[])[]
): ReadonlySet<string> {
  const known = KNOWN.get(info.fieldNodes) ?? new Map<string, ReadonlySet<string>>();
  KNOWN.set(info.fieldNodes, known);
  const where = paths.join(" ");
  const names = known.get(where) ?? namesAt(info, paths);
  known.set(where, names);
  return names;
}

/**
 * graphql-js collects the nodes of a field anew for each execution, and hands every row of a list the same array: what is
 * selected there depends on nothing else.
 */
const KNOWN = new WeakMap<readonly FieldNode[], Map<string, ReadonlySet<string>>>();

function namesAt(info: FieldSelection, paths: readonly (readonly string[])[]): ReadonlySet<string> {
  const fields = paths.flatMap((path) => fieldsAt(info, info.fieldNodes, path));
  return new Set(fields.flatMap((field) => fieldsOn(info, field.selectionSet)).map(({ name }) => name.value));
}

/** Whether the operation asks for a field of the root. */
export function rootSelects(info: GraphQLResolveInfo, name: string): boolean {
  return fieldsOn(info, info.operation.selectionSet).some((field) => field.name.value === name);
}

function fieldsAt(
  scope: SelectionScope,
  fields: readonly FieldNode[],
  path: readonly string[],
): readonly FieldNode[] {
  return path.reduce(
    (level, name) =>
      level
        .flatMap((field) => fieldsOn(scope, field.selectionSet))
        .filter((field) => field.name.value === name),
    fields,
  );
}

/**
 * @param typeName of the object that the selection is made on; any if left out.
 * @returns the fields that are selected, through fragments whose type conditions fit.
 */
export function fieldsOn(
  scope: SelectionScope,
  set: SelectionSetNode | undefined,
  typeName?: string,
): readonly FieldNode[] {
  const included = (set?.selections ?? []).filter((selection) => isIncluded(scope, selection));
  return included.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments[selection.name.value];
    if (part === undefined || !fits(scope, part.typeCondition, typeName)) return [];
    return fieldsOn(scope, part.selectionSet, typeName);
  });
}

function fits({ schema }: SelectionScope, condition: NamedTypeNode | undefined, typeName?: string): boolean {
  if (condition === undefined || typeName === undefined || condition.name.value === typeName) return true;
  const wider = schema.getType(condition.name.value);
  const type = schema.getType(typeName);
  return isAbstractType(wider) && isObjectType(type) && schema.isSubType(wider, type);
}

function isIncluded({ variableValues }: SelectionScope, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}
