import { GatewayError } from "../../core/gateway-error.js";
import type { Connection, Edge } from "./connection-of.js";
import { LazyPageInfo } from "./lazy-cursors.js";
import { type PageArgs, requirePageSize } from "./page.args.js";

interface About {
  readonly totalCount?: number | undefined;
  /** `endCursor` of a page without entries that others follow: without it a client would start again. */
  readonly endOfEmpty?: (() => string) | undefined;
}

/** @returns the connection of these edges. Cursors are read only if they are selected: making one may cost a MAC. */
export function connection<Node>(
  edges: readonly Edge<Node>[],
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
  { totalCount, endOfEmpty }: About = {},
): Connection<Node> {
  const pageInfo = new LazyPageInfo(more.hasNextPage, more.hasPreviousPage, {
    start: () => edges[0]?.cursor ?? null,
    end: () => edges.at(-1)?.cursor ?? endOfEmpty?.() ?? null,
  });
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
  return sliceAt(list, { start: startOf(list, args.after, cursorOf), first }, cursorOf);
}

/** The page of at most `first` entries that begins at `start`. */
export function sliceAt<Node>(
  list: readonly Node[],
  { start, first }: { readonly start: number; readonly first: number },
  cursorOf: (node: Node) => string,
): Connection<Node> {
  const page = list.slice(start, start + first);
  const more = { hasNextPage: start + page.length < list.length, hasPreviousPage: start > 0 };
  const edges = page.map((node) => ({ node, cursor: cursorOf(node) }));
  return connection(edges, more, { totalCount: list.length });
}

function startOf<Node>(
  list: readonly Node[],
  after: string | null | undefined,
  cursorOf: (node: Node) => string,
): number {
  if (after === undefined || after === null) return 0;
  const index = list.findIndex((node) => cursorOf(node) === after);
  if (index < 0) throw cursorInvalid();
  return index + 1;
}

export function cursorInvalid(): GatewayError {
  return new GatewayError("CURSOR_INVALID", "cursor is not of this list", { facts: { argument: "after" } });
}
