import type { FdxRecord } from "../../loaders/records.js";
import { accountNodeId } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { recordId } from "../record-id.js";
import { type HistoryNode, ORIGIN } from "./history-connection.js";
import type { HistoryList } from "./history-list.js";

type NodeList = Pick<HistoryList, "origin" | "keys" | "categoryOf">;

/** The account's id is bound to the caller; the row's own is unique below it (FDX promises no more). */
export function historyNodes(
  context: GraphContext,
  list: NodeList,
  rows: readonly FdxRecord[],
): HistoryNode[] {
  const account = accountNodeId(context, list.origin);
  return rows.map((row) => {
    const id = `${account}.${Buffer.from(recordId(row, list.keys.idKey)).toString("base64url")}`;
    const accountCategory = row["accountCategory"] ?? list.categoryOf?.(row);
    // The row is this request's own: writing into it spares a copy of every transaction.
    const node = row as { -readonly [Member in keyof HistoryNode]: HistoryNode[Member] };
    node[ORIGIN] = list.origin;
    node.id = id;
    node["accountNodeId"] = account;
    node["accountCategory"] = accountCategory;
    return node;
  });
}
