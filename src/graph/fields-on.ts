import {
  type FieldNode,
  type FragmentSpreadNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** What is needed to read a selection; every resolver's `info` has it. */
export type SelectionScope = Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">;

type Fields = readonly FieldNode[];

/** Of selections in which nothing depends on variables: those of a document, which belongs to one schema, are the same in every run. */
const FIXED = new WeakMap<SelectionSetNode, Map<string | undefined, Fields>>();

/**
 * @param typeName of the object that the selection is made on; any if left out.
 * @returns the fields that are selected, through fragments whose type conditions fit, without what `@skip` and `@include` leave out.
 */
export function fieldsOn(
  scope: SelectionScope,
  set: SelectionSetNode | undefined,
  typeName?: string,
): Fields {
  if (set === undefined) return [];
  const known = FIXED.get(set)?.get(typeName);
  if (known !== undefined) return known;
  const { fields, isFixed } = levelOf(scope, set, typeName);
  if (isFixed) remember(set, typeName, fields);
  return fields;
}

function remember(set: SelectionSetNode, typeName: string | undefined, fields: Fields): void {
  const byType = FIXED.get(set) ?? new Map<string | undefined, Fields>();
  FIXED.set(set, byType.set(typeName, fields));
}

interface Level {
  readonly fields: Fields;
  readonly isFixed: boolean;
}

const NOTHING: Level = { fields: [], isFixed: true };

function levelOf(scope: SelectionScope, set: SelectionSetNode, typeName: string | undefined): Level {
  const parts = set.selections.map((selection) => partOf(scope, selection, typeName));
  return { fields: parts.flatMap(({ fields }) => fields), isFixed: parts.every(({ isFixed }) => isFixed) };
}

/** What one selection of a level adds to it. */
function partOf(scope: SelectionScope, selection: SelectionNode, typeName: string | undefined): Level {
  const isPlain = (selection.directives ?? []).length === 0;
  if (!isPlain && !isIncluded(scope, selection)) return { ...NOTHING, isFixed: false };
  if (selection.kind === Kind.FIELD) return { fields: [selection], isFixed: isPlain };
  const level = fragmentOf(scope, selection, typeName);
  return isPlain ? level : { ...level, isFixed: false };
}

function fragmentOf(
  scope: SelectionScope,
  selection: FragmentSpreadNode | InlineFragmentNode,
  typeName: string | undefined,
): Level {
  const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments[selection.name.value];
  if (part === undefined || !fits(scope, part.typeCondition, typeName)) return NOTHING;
  return levelOf(scope, part.selectionSet, typeName);
}

function fits({ schema }: SelectionScope, condition: NamedTypeNode | undefined, typeName?: string): boolean {
  if (condition === undefined || typeName === undefined || condition.name.value === typeName) return true;
  const wider = schema.getType(condition.name.value);
  const type = schema.getType(typeName);
  return isAbstractType(wider) && isObjectType(type) && schema.isSubType(wider, type);
}

function isIncluded({ variableValues }: SelectionScope, selection: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}
