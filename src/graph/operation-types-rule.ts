import { type ASTVisitor, GraphQLError, type ValidationContext } from "graphql";

/** A validation rule that refuses, for example, subscriptions: graphql-js itself finds out only while it executes. */
export function operationTypesRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) != null) return;
      context.reportError(new GraphQLError(`The schema has no ${node.operation}s.`, { nodes: node }));
    },
  };
}
