import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isEnumType,
  isObjectType,
} from "graphql";
import { GatewayError } from "../../core/gateway-error.js";
import { entityOf } from "../../fdx/entity-fields.js";
import { entityNamed } from "../../fdx/model.js";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { Projected } from "../../projection/projector.js";
import type { AccountNode } from "../account/account-node.js";
import type { HistoryConnection } from "../connection/history-connection.js";
import type { HistoryList } from "../connection/history-list.js";
import { type AskedPage, pageOf } from "../connection/history-page.js";
import { isStart } from "../connection/history-place.js";
import type { GraphContext } from "../context.js";
import { fieldsOn } from "../selected-fields.js";
import type { Path } from "../shown-rows.js";
import type { RowPlan } from "./row-projections.js";

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
  const isFirst = isStart(asked.place) && answer.rowsAt !== undefined;
  const ready = isFirst ? readyFor(context, info, account["accountCategory"]) : undefined;
  if (ready === undefined || answer.rowsAt !== ready.plan.projection.list) return undefined;
  const projected = projectedRows(context, info, { ready, account, answer });
  const beside = projected && pageBeside(answer, projected, asked.first);
  if (projected === undefined || beside === undefined) return undefined;
  context.rawLists.push({ path: ready.path, json: projected.json });
  noteNulls(context, ready, projected.nulls);
  return connectionOf(beside, projected.rowCount, () => pageOf(context, list, asked, answer.value));
}

function readyFor(context: GraphContext, info: GraphQLResolveInfo, category: unknown): Ready | undefined {
  const nodes = nodesField(info);
  if (nodes === undefined || typeof category !== "string") return undefined;
  const type = info.schema.getType(entityOf(TRANSACTION, { accountCategory: category }).name);
  const plan = isObjectType(type) ? context.rowProjections?.planFor(info, nodes, type) : undefined;
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

function projectedRows(
  { rowProjections }: GraphContext,
  { schema }: GraphQLResolveInfo,
  { ready, account, answer }: Pick<LoadedPage, "account" | "answer"> & { readonly ready: Ready },
): Projected | undefined {
  const categories = schema.getType("AccountCategory");
  const name: unknown = isEnumType(categories) ? categories.serialize(ready.category) : null;
  const json = [account.id, ready.type.name, name].map((value) => JSON.stringify(value));
  return rowProjections?.project(answer.bytes, ready.plan, [account.id, ...json, ready.category]);
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
