import { type OperationDefinitionNode, OperationTypeNode } from "graphql";
import { FDX_RESOURCES } from "../../core/fdx-resource.js";
import { hasCluster } from "../require-cluster.js";
import { NeededCalls } from "./needed-calls.js";
import { isRefusal, plannedFields, type PlanScope, unlessRefused } from "./plan-scope.js";
import { ROOT_CALLS } from "./root-calls.js";
import { addShownCalls } from "./shown-calls.js";

/**
 * Works out, from the operation, the caller's consents and what the answer shows, how many calls to banks are needed at
 * least. It knows nothing of loaders: what they really made is counted by itself.
 * @returns lists that a bank hands out in several pages count as one.
 */
export async function plannedCalls(scope: PlanScope, operation: OperationDefinitionNode): Promise<number> {
  const calls = new NeededCalls((consent, resource) => {
    const way = scope.context.dataProviders.wayOf(consent.dataProviderId);
    if (way === undefined || way.isSnapshot === true) return false;
    return !way.unsupported.has(resource) && hasCluster(consent, ...FDX_RESOURCES[resource].dataClusters);
  });
  if (operation.operation !== OperationTypeNode.QUERY) return 0;
  const fields = unlessRefused(() => plannedFields(scope, [operation.selectionSet], "Query")) ?? [];
  for (const field of fields) {
    try {
      await ROOT_CALLS.get(field.name)?.(calls, scope, field);
    } catch (failure) {
      // What is refused before any call costs none.
      if (!isRefusal(failure)) throw failure;
    }
  }
  addShownCalls(calls, scope);
  return calls.count;
}
