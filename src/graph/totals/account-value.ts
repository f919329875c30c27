import type { Big } from "big.js";
import { decimalOf } from "../../core/decimal.js";
import { GatewayError } from "../../core/gateway-error.js";
import { asOfRecord } from "../../loaders/records.js";
import { type AccountNode, originOf } from "../account/account-node.js";
import { hasCluster } from "../require-cluster.js";
import { type AccountKind, kindIn } from "./account-kind.js";
import type { Aged } from "./survey.js";
import { isTold, toldAmount, toldCurrency, unclear, wordOf } from "./told-value.js";

export interface AccountValue extends Aged, Pick<AccountKind, "side"> {
  readonly currency: string;
  /** Of an account that is owed: how much is; below zero where more was paid than that. */
  readonly amount: Big;
  /** What of it can be spent now; missing where the bank does not say. */
  readonly available: Big | undefined;
}

/** Accounts that are gone, or not there yet: one without a value lacks none. */
const WITHOUT_VALUE: ReadonlySet<string | undefined> = new Set(["CLOSED", "PAID", "PENDINGOPEN"]);

const BALANCE_TYPES: Readonly<Record<AccountKind["side"], string>> = { OWNED: "ASSET", OWED: "LIABILITY" };

/**
 * Reads what an account is worth, by the rules of docs/totals.md.
 * @returns `undefined` for an account that adds nothing to the total. One whose consent covers no balances is such too: that
 * is told of the consent.
 * @throws GatewayError why the value is not known
 */
export function accountValue(
  node: AccountNode,
  isWanted: (kind: AccountKind) => boolean,
): AccountValue | undefined {
  if (!hasCluster(originOf(node).consent, "ACCOUNT_DETAILED")) return undefined;
  const kind = kindIn(node, isWanted);
  if (kind === undefined || isWithoutValue(node, kind)) return undefined;
  const { side, valueField, availableField } = kind;
  if (valueField === undefined)
    throw new GatewayError("PROVIDER_UNSUPPORTED", "FDX has no value of such an account");
  const amount = toldAmount(node, valueField);
  requireClearSign(node, side, amount);
  const available = availableField === undefined ? undefined : decimalOf(node[availableField]);
  return { side, currency: toldCurrency(node), amount, available, asOf: asOfRecord(node) };
}

function isWithoutValue(node: AccountNode, { valueField }: AccountKind): boolean {
  const isOver = WITHOUT_VALUE.has(wordOf(node["status"]));
  return isOver && (valueField === undefined || !isTold(node[valueField]));
}

/**
 * `balanceType` must not contradict the account's category: a card that is called an asset may be one bank's way to write
 * debts below zero, and another bank's slip. A debt below zero is an account that was paid too much, but only where the bank
 * says that it writes debts above zero.
 */
function requireClearSign(node: AccountNode, side: AccountKind["side"], amount: Big): void {
  const told = wordOf(node["balanceType"]);
  const isSaid = told === BALANCE_TYPES[side];
  const isContradicted = !isSaid && Object.values(BALANCE_TYPES).some((type) => type === told);
  if (isContradicted || (side === "OWED" && amount.lt(0) && !isSaid)) throw unclear("balanceType");
}
