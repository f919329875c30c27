import type { GraphQLResolveInfo } from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord, ListRead } from "../../loaders/records.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import type { GraphContext } from "../context.js";

/** @returns the rows; that the provider says there are more is told among the nulls. */
export function rowsWithGap(
  context: GraphContext,
  info: GraphQLResolveInfo,
  { rows, isShort }: ListRead<FdxRecord>,
): readonly FdxRecord[] {
  if (isShort) tellMissing(context, info);
  return rows;
}

/** @returns the page; that it is not whole is told among the nulls as well. */
export function pageWithGap(
  context: GraphContext,
  info: GraphQLResolveInfo,
  page: HistoryConnection,
): HistoryConnection {
  if (!page.complete) tellMissing(context, info);
  return page;
}

/** Tells that a list lacks entries, and nobody knows which. */
export function tellMissing(context: GraphContext, info: GraphQLResolveInfo): void {
  context.nulls.tellGap(info, new GatewayError("PROVIDER_ANSWER_INVALID", "entries of a list are missing"));
}
