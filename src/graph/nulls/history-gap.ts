import type { GraphQLResolveInfo } from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";

/** @returns the page; a list that is not whole is told of among the nulls as well. */
export function tellingGap(
  context: GraphContext,
  info: GraphQLResolveInfo,
  page: HistoryConnection,
): HistoryConnection {
  const failure = new GatewayError("PROVIDER_ANSWER_INVALID", "the list breaks off, or changed meanwhile");
  if (!page.complete) context.nulls.tellGap(info, failure);
  return page;
}
