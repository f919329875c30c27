import { GatewayError } from "../../core/gateway-error.js";
import type { Connection, Edge } from "./connection-of.js";
import { type PageArgs, requirePageSize } from "./page.args.js";

/** @returns the connection of these edges. */
export function connection<Node>(
  edges: readonly Edge<Node>[],
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
  totalCount?: number,
): Connection<Node> {
  const pageInfo = {
    ...more,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, nodes: edges.map((edge) => edge.node), pageInfo, totalCount: totalCount ?? null };
}

/**
 * Cuts a page out of a list that is wholly at hand.
 * @param cursorOf must be unique in the list and stable from request to request.
 * @throws GatewayError CURSOR_INVALID, ARGUMENT_INVALID
 */
export function slice<Node>(
  list: readonly Node[],
  args: PageArgs,
  cursorOf: (node: Node) => string,
): Connection<Node> {
  const first = requirePageSize(args.first);
  const start = startOf(list, args.after, cursorOf);
  const page = list.slice(start, start + first);
  const more = { hasNextPage: start + page.length < list.length, hasPreviousPage: start > 0 };
  return connection(
    page.map((node) => ({ node, cursor: cursorOf(node) })),
    more,
    list.length,
  );
}

function startOf<Node>(
  list: readonly Node[],
  after: string | null | undefined,
  cursorOf: (node: Node) => string,
): number {
  if (after === undefined || after === null) return 0;
  const index = list.findIndex((node) => cursorOf(node) === after);
  if (index < 0)
    throw new GatewayError("CURSOR_INVALID", "cursor is not of this list", { facts: { argument: "after" } });
  return index + 1;
}
