import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isEnumType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { Projected } from "../../projection/projector.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import type { HistoryList } from "../connection/history-list.js";
import { accountNodeIdOf } from "../connection/history-nodes.js";
import { pageOf } from "../connection/history-page.js";
import { startOf } from "../connection/history-place.js";
import type { HistoryArgs } from "../connection/history.args.js";
import { requirePageSize } from "../connection/page.args.js";
import type { GraphContext } from "../context.js";
import { fieldsOn } from "../selected-fields.js";
import type { Path } from "../shown-rows.js";
import type { RowPlan } from "./row-projections.js";

export interface PageRequest {
  readonly args: HistoryArgs;
  readonly list: HistoryList;
  /** `accountCategory` of the account, which its transactions have too. */
  readonly category: unknown;
}

/** A plan for rows of one type, and where they go. */
interface Ready {
  readonly plan: RowPlan;
  readonly type: GraphQLObjectType;
  readonly category: string;
  readonly path: Path;
}

/** Fields of a page that say nothing of its rows one by one. */
const BESIDE_ROWS = new Set(["pageInfo", "totalCount", "complete", "historyFrom", "__typename"]);

/**
 * The first page of an account's transactions, its rows copied from the provider's bytes into the answer's.
 *
 * Rejects as `historyPage` does.
 * @returns `undefined` where anything asked for, or anything that came, is unusual: `historyPage` finds out what it is.
 */
export async function projectedPage(
  context: GraphContext,
  info: GraphQLResolveInfo,
  { args, list, category }: PageRequest,
): Promise<HistoryConnection | undefined> {
  const ready = args.after == null ? readyFor(context, info, category) : undefined;
  if (ready === undefined) return undefined;
  const first = requirePageSize(args.first);
  const place = startOf(args, first, context.clock.now());
  const { startDate, endDate, limit, cursor } = place;
  const answer = await list.load({ ...list.origin, query: { startDate, endDate, limit, cursor } });
  const projected =
    answer.rowsAt === undefined ? undefined : projectedRows(context, info, { ready, list, answer });
  const beside = projected && pageBeside(answer, projected, first);
  if (projected === undefined || beside === undefined) return undefined;
  context.rawLists.push({ path: ready.path, json: projected.json });
  noteNulls(context, ready, projected.nulls);
  return connectionOf(beside, projected.rowCount, () =>
    pageOf(context, list, { place, first }, answer.value),
  );
}

function readyFor(context: GraphContext, info: GraphQLResolveInfo, category: unknown): Ready | undefined {
  const nodes = nodesField(info);
  const type = typeof category === "string" ? typeFor(info, category) : undefined;
  if (nodes === undefined || type === undefined || typeof category !== "string") return undefined;
  const plan = context.rowProjections?.planFor(info, nodes, type);
  const path = { prev: info.path, key: (nodes.alias ?? nodes.name).value, typename: undefined };
  return plan && { plan, type, category, path };
}

/** @returns the one selection of rows, if nothing else is asked that needs them. */
function nodesField(info: GraphQLResolveInfo): FieldNode | undefined {
  const [field, another] = info.fieldNodes;
  if (field === undefined || another !== undefined) return undefined;
  const selected = fieldsOn(info, field.selectionSet);
  const [nodes, more] = selected.filter(({ name }) => name.value === "nodes");
  const isBeside = selected.every((each) => each === nodes || BESIDE_ROWS.has(each.name.value));
  const isPlain = nodes?.directives?.length === 0 && more === undefined && isBeside;
  return isPlain ? nodes : undefined;
}

function typeFor({ schema }: GraphQLResolveInfo, accountCategory: string): GraphQLObjectType | undefined {
  const base = schema.getType("Transaction");
  const decide = isInterfaceType(base) ? base.resolveType : undefined;
  // It looks at the category alone.
  const name: unknown = decide?.call(undefined, { accountCategory }, undefined, {} as never, base as never);
  const type = typeof name === "string" ? schema.getType(name) : undefined;
  return isObjectType(type) ? type : undefined;
}

function projectedRows(
  context: GraphContext,
  { schema }: GraphQLResolveInfo,
  given: { readonly ready: Ready; readonly list: HistoryList; readonly answer: Answer<Page<FdxRecord>> },
): Projected | undefined {
  const { plan, type, category } = given.ready;
  const categories = schema.getType("AccountCategory");
  const account = accountNodeIdOf(context, given.list.origin);
  const name: unknown = isEnumType(categories) ? categories.serialize(category) : null;
  const json = [account, type.name, name].map((value) => JSON.stringify(value));
  return context.rowProjections?.project(given.answer.bytes, plan, [account, ...json, category]);
}

/** @returns what stands beside the rows of a first page, where that shows no list that is cut or lacks rows. */
function pageBeside(
  answer: Answer<Page<FdxRecord>>,
  { rowCount, rest }: Pick<Projected, "rowCount" | "rest">,
  first: number,
): Page<FdxRecord> | undefined {
  if (rowCount > first) return undefined;
  try {
    const page = answer.readAs(rest);
    const isLast = page.next === undefined;
    const lacksRows = page.cutOff === true || rowCount < (page.totalElements ?? 0);
    return isLast && lacksRows ? undefined : page;
  } catch (failure) {
    if (failure instanceof GatewayError) return undefined;
    throw failure;
  }
}

function connectionOf(
  { next, totalElements }: Page<FdxRecord>,
  rowCount: number,
  ordinary: () => HistoryConnection,
): HistoryConnection {
  return {
    ...{ nodes: [], edges: [], complete: true, historyFrom: null },
    totalCount: totalElements === undefined || totalElements < rowCount ? null : totalElements,
    // A cursor holds marks of rows: whoever asks for one has them read.
    pageInfo: {
      ...{ hasNextPage: next !== undefined, hasPreviousPage: false },
      get startCursor() {
        return ordinary().pageInfo.startCursor ?? null;
      },
      get endCursor() {
        return ordinary().pageInfo.endCursor ?? null;
      },
    },
  };
}

/** All nulls of one field in one list have one reason: one of them stands for all. */
function noteNulls(context: GraphContext, { plan, path }: Ready, nulls: Uint32Array): void {
  const noted = new Set<number>();
  for (let index = 0; index < nulls.length; index += 2) {
    const [row = 0, position = 0] = [nulls[index], nulls[index + 1]];
    const place = noted.has(position) ? undefined : plan.nullPlaces[position];
    if (place === undefined) continue;
    noted.add(position);
    const below = [row, ...place.keys];
    context.nulls.noteAt(
      place,
      below.reduce<Path>((prev, key) => ({ prev, key, typename: undefined }), path),
    );
  }
}
