import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isEnumType,
  isObjectType,
} from "graphql";
import { entityOf } from "../../fdx/entity-fields.js";
import { entityNamed } from "../../fdx/model.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { Projected } from "../../projection/projector.js";
import type { AccountNode } from "../account/account-node.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import type { HistoryList } from "../connection/history-list.js";
import { type AskedPage, pageOf } from "../connection/history-page.js";
import { isStart } from "../connection/history-place.js";
import { LazyPageInfo } from "../connection/lazy-cursors.js";
import type { GraphContext } from "../context.js";
import { fieldsOn } from "../fields-on.js";
import type { Path } from "../shown-rows.js";
import { pageBeside } from "./page-beside.js";
import { putRows } from "./put-rows.js";
import type { RowPlan } from "./row-projections.js";
import { TRANSACTIONS } from "./transaction-source.js";

export interface LoadedPage {
  readonly account: AccountNode;
  readonly list: HistoryList;
  readonly asked: AskedPage;
  readonly answer: Answer<Page<FdxRecord>>;
}

/** A plan for rows of one type, and where they go. */
interface Ready {
  readonly plan: RowPlan;
  readonly type: GraphQLObjectType;
  /** `accountCategory` of the account, which its transactions have too. */
  readonly category: string;
  readonly path: Path;
}

const TRANSACTION = entityNamed("Transaction");
/** Fields of a page that say nothing of its rows one by one. */
const BESIDE_ROWS = new Set(["pageInfo", "totalCount", "complete", "historyFrom", "__typename"]);

/**
 * The first page of an account's transactions, its rows copied from the provider's bytes into the answer's.
 * @returns `undefined` where anything asked for, or anything that came, is unusual: `pageOf` finds out what it is.
 */
export function projectedPage(
  context: GraphContext,
  info: GraphQLResolveInfo,
  loaded: LoadedPage,
): HistoryConnection | undefined {
  const { account, list, asked, answer } = loaded;
  const isFirst = isStart(asked.place) && answer.rowsAt === TRANSACTIONS.list;
  const ready = isFirst ? readyFor(context, info, account["accountCategory"]) : undefined;
  if (ready === undefined) return undefined;
  const projected = projectedRows(context, info, { ready, ...loaded });
  const beside = projected && pageBeside(answer, projected);
  if (projected === undefined || beside === undefined) return undefined;
  putRows(context, ready, projected);
  return connectionOf(beside, projected.rowCount, () => pageOf(context, list, asked, answer.value));
}

function readyFor(context: GraphContext, info: GraphQLResolveInfo, category: unknown): Ready | undefined {
  const nodes = nodesField(info);
  if (nodes === undefined || typeof category !== "string") return undefined;
  const type = info.schema.getType(entityOf(TRANSACTION, { accountCategory: category }).name);
  const source = TRANSACTIONS;
  const plan = isObjectType(type)
    ? context.rowProjections?.planFor(info, nodes, { type, source })
    : undefined;
  const path = { prev: info.path, key: (nodes.alias ?? nodes.name).value, typename: undefined };
  return plan && isObjectType(type) ? { plan, type, category, path } : undefined;
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

/** @returns `undefined` also for more rows than were asked for. */
function projectedRows(
  { rowProjections }: GraphContext,
  { schema }: GraphQLResolveInfo,
  { ready, account, asked, answer }: LoadedPage & { readonly ready: Ready },
): Projected | undefined {
  const categories = schema.getType("AccountCategory");
  const name: unknown = isEnumType(categories) ? categories.serialize(ready.category) : null;
  const json = [account.id, ready.type.name, name].map((value) => JSON.stringify(value));
  const slots = [account.id, ...json, ready.category];
  const projected = rowProjections?.project(answer.bytes, ready.plan, slots);
  return projected && projected.rowCount <= asked.first ? projected : undefined;
}

function connectionOf(
  { next, totalElements }: Page<FdxRecord>,
  rowCount: number,
  ordinary: () => HistoryConnection,
): HistoryConnection {
  return {
    nodes: [],
    edges: [],
    complete: true,
    historyFrom: null,
    totalCount: totalElements === undefined || totalElements < rowCount ? null : totalElements,
    // A cursor holds marks of rows: whoever asks for one has them read.
    pageInfo: new LazyPageInfo(next !== undefined, false, {
      start: () => ordinary().pageInfo.startCursor ?? null,
      end: () => ordinary().pageInfo.endCursor ?? null,
    }),
  };
}
