import { getNamedType, type GraphQLResolveInfo, isObjectType } from "graphql";
import type { Answer, FdxRecord, Page } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { PAYMENT_NETWORKS } from "./network-source.js";
import { pageBeside } from "./page-beside.js";
import { putRows } from "./put-rows.js";
import type { RowPlan } from "./row-projections.js";

/**
 * An account's payment networks, copied from the provider's bytes into the answer's.
 * @param answer the first page.
 * @returns an empty list, in whose place they stand; `undefined` where anything asked for, or anything that came, is unusual,
 * or there is another page.
 */
export function projectedNetworks(
  context: GraphContext,
  info: GraphQLResolveInfo,
  answer: Answer<Page<FdxRecord>>,
): readonly FdxRecord[] | undefined {
  const plan = answer.rowsAt === PAYMENT_NETWORKS.list ? planFor(context, info) : undefined;
  if (plan === undefined) return undefined;
  const typeName = JSON.stringify(getNamedType(info.returnType).name);
  const projected = context.rowProjections?.project(answer.bytes, plan, [typeName]);
  const beside = projected && pageBeside(answer, projected);
  if (projected === undefined || beside === undefined || beside.next !== undefined) return undefined;
  putRows(context, { plan, path: info.path }, projected);
  return [];
}

function planFor({ rowProjections }: GraphContext, info: GraphQLResolveInfo): RowPlan | undefined {
  const [nodes, another] = info.fieldNodes;
  const type = getNamedType(info.returnType);
  if (nodes === undefined || another !== undefined || !isObjectType(type)) return undefined;
  return rowProjections?.planFor(info, nodes, { type, source: PAYMENT_NETWORKS });
}
