import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { GatewayError } from "../core/gateway-error.js";

/**
 * What one document may ask for. Counted through fragments, aliases and `__typename` included; introspection is left to
 * graphql-js's own rule and to the switch that turns it off.
 */
export const LIMITS = {
  depth: 12,
  rootFields: 10,
  aliases: 30,
  /** Fields after fragments are spread out: a small text can stand for a very large one. */
  fields: 2000,
  /** Lexer tokens; beyond it the parser stops. */
  tokens: 2000,
} as const;

interface Size {
  depth: number;
  rootFields: number;
  fields: number;
  aliases: number;
}

/**
 * A validation rule that refuses a document which is too deep or too wide, with one error without numbers. Stops
 * counting as soon as a limit is passed, so that the check itself costs little (security: fragment bombs double with
 * every level).
 */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document: DocumentNode): void {
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        if (exceeds(measure(context, definition.selectionSet))) {
          const originalError = new GatewayError(
            "OPERATION_TOO_COMPLEX",
            "a limit of the document was passed",
          );
          context.reportError(new GraphQLError(originalError.entry.public, { originalError }));
          return;
        }
      }
    },
  };
}

function exceeds({ depth, rootFields, fields, aliases }: Size): boolean {
  if (depth > LIMITS.depth || rootFields > LIMITS.rootFields) return true;
  return fields > LIMITS.fields || aliases > LIMITS.aliases;
}

function measure(context: ValidationContext, root: SelectionSetNode): Size {
  const size: Size = { depth: 0, rootFields: 0, fields: 0, aliases: 0 };
  walk(root, 1, []);
  return size;

  /** @param path names of the fragments we are inside of: a cycle is another rule's error and must only not hang us. */
  function walk(set: SelectionSetNode, depth: number, path: readonly string[]): void {
    for (const selection of set.selections) {
      if (exceeds(size)) return;
      if (selection.kind === Kind.FIELD) visitField(selection, depth, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, depth, path);
      else visitFragment(selection.name.value, depth, path);
    }
  }

  function visitField(field: FieldNode, depth: number, path: readonly string[]): void {
    size.depth = Math.max(size.depth, depth);
    size.fields += 1;
    if (depth === 1) size.rootFields += 1;
    if (field.alias !== undefined) size.aliases += 1;
    if (field.name.value.startsWith("__")) return;
    if (field.selectionSet !== undefined) walk(field.selectionSet, depth + 1, path);
  }

  function visitFragment(name: string, depth: number, path: readonly string[]): void {
    // A spread counts like a field: fragments that only spread each other double just as well.
    size.fields += 1;
    const fragment = path.includes(name) ? undefined : context.getFragment(name);
    if (fragment != null) walk(fragment.selectionSet, depth, [...path, name]);
  }
}
