import {
  type FieldNode,
  getArgumentValues,
  GraphQLError,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { fieldsOn, type SelectionScope } from "../fields-on.js";
import type { FieldSelection } from "../selected-fields.js";

/** One operation of one caller. */
export interface PlanScope extends SelectionScope {
  readonly context: GraphContext;
}

/** One field of the answer: all nodes of the document that ask for it. */
export interface PlannedField {
  readonly name: string;
  /** Of the object it is a field of, where that was said. */
  readonly typeName: string | undefined;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

export function selectionOf(
  { schema, fragments, variableValues }: SelectionScope,
  fieldNodes: readonly FieldNode[],
): FieldSelection {
  return { schema, fragments, variableValues, fieldNodes };
}

/**
 * @param sets all selections that are made on the object.
 * @param typeName of the object; any if left out.
 * @returns the fields that the answer has of it, each once.
 */
export function plannedFields(
  scope: PlanScope,
  sets: readonly (SelectionSetNode | undefined)[],
  typeName?: string,
): readonly PlannedField[] {
  const byKey = new Map<string, [FieldNode, ...FieldNode[]]>();
  for (const set of sets) {
    for (const node of fieldsOn(scope, set, typeName)) {
      const key = (node.alias ?? node.name).value;
      const nodes = byKey.get(key);
      if (nodes === undefined) byKey.set(key, [node]);
      else nodes.push(node);
    }
  }
  return Array.from(byKey.values(), (nodes) => ({ name: nodes[0].name.value, typeName, nodes }));
}

/** @returns the arguments of a field, with their defaults, as its resolver gets them. */
export function argumentsOf(
  { schema, variableValues }: PlanScope,
  { name, typeName, nodes: [node] }: PlannedField,
): Readonly<Record<string, unknown>> {
  const type = schema.getType(typeName ?? "");
  const definition = isObjectType(type) ? type.getFields()[name] : undefined;
  return definition === undefined ? {} : getArgumentValues(definition, node, variableValues);
}

/** @returns what `decide` returns; `undefined` where it refuses, as the resolver does, before any call. */
export function unlessRefused<Value>(decide: () => Value): Value | undefined {
  try {
    return decide();
  } catch (failure) {
    if (isRefusal(failure)) return undefined;
    throw failure;
  }
}

/** Resolvers refuse by the gateway's error; graphql-js refuses a variable that is null where it may not be by its own. */
export function isRefusal(failure: unknown): boolean {
  return failure instanceof GatewayError || failure instanceof GraphQLError;
}
