import type { Big } from "big.js";
import { GatewayError } from "../../core/gateway-error.js";
import { asOfRecord } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import type { GraphContext } from "../context.js";
import { readAccountHistory } from "../transaction/account-history.js";
import { mergedRows } from "../transaction/merged-row.js";
import { kindIn } from "./account-kind.js";
import { earlier } from "../source/earlier.js";
import { type Movement, movementIn } from "./movement.js";
import type { Periods } from "./periods.js";
import type { Aged } from "./survey.js";
import { toldCurrency } from "./told-value.js";

/** What moved on one account. */
export interface AccountFlow extends Aged {
  readonly currency: string;
  /** By the first day of their period: above zero what came in, below zero what went out. */
  readonly changes: ReadonlyMap<string, readonly Big[]>;
}

/**
 * Reads all that moved on a cash account, by the rules of docs/totals.md.
 * @returns `undefined` for an account that is no cash.
 * @throws GatewayError why that cannot be told
 */
export async function accountFlow(
  context: GraphContext,
  node: AccountNode,
  periods: Periods,
): Promise<AccountFlow | undefined> {
  if (kindIn(node, ({ isCash }) => isCash) === undefined) return undefined;
  const currency = toldCurrency(node);
  const days = { startDate: periods.window.from, endDate: periods.window.to };
  context.shown.tellWindow({ ...originOf(node), ...days });
  const history = await readAccountHistory(context, node, days);
  if (history.failure !== undefined) throw history.failure;
  if (!history.complete)
    throw new GatewayError("HISTORY_INCOMPLETE", "transactions of an account are missing");
  const rows = mergedRows(history, days).map((row) => row.node);
  const movements = rows.flatMap((row) => movementIn(row, periods.window) ?? []);
  const asOf = earlier(asOfRecord(node), history.asOf);
  return { currency, asOf, changes: changesIn(movements, periods) };
}

function changesIn(movements: readonly Movement[], periods: Periods): AccountFlow["changes"] {
  const changes = new Map<string, Big[]>();
  for (const { day, change } of movements) {
    const period = periods.startOf(day);
    const known = changes.get(period);
    if (known === undefined) changes.set(period, [change]);
    else known.push(change);
  }
  return changes;
}
