import type { FieldNode, GraphQLResolveInfo } from "graphql";
import { fieldsOn, type SelectionScope } from "./fields-on.js";

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
