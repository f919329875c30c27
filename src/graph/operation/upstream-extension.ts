import { getVariableValues } from "graphql";
import { plannedCalls } from "../plan/planned-calls.js";
import type { Answered } from "./answered.js";

/**
 * How many requests to banks an answer needed at least, how many were made, and how many were spared because their answers were kept
 * or came with another request's call.
 */
export interface UpstreamExtension {
  readonly planned: number;
  readonly made: number;
  readonly cached: number;
}

export async function upstreamExtension(answered: Answered): Promise<UpstreamExtension> {
  const { made, cached } = answered.context.upstream;
  return { planned: await plannedCallsOf(answered), made, cached };
}

function plannedCallsOf({ known, operation, variables, context }: Answered): Promise<number> {
  const { schema, fragments } = known;
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  return plannedCalls({ context, schema, fragments, variableValues: coerced }, operation);
}
