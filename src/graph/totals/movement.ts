import { Big } from "big.js";
import type { FdxRecord } from "../../loaders/records.js";
import { isCalendarDate } from "../scalars/date.js";
import type { Period } from "./periods.js";
import { isTold, notTold, toldAmount, unreadable, wordOf } from "./told-value.js";

/** One booked transaction. */
export interface Movement {
  /** YYYY-MM-DD, as the bank writes it; one beside the window is moved to the window's edge. */
  readonly day: string;
  /** Above zero where money came in, below zero where it went out. */
  readonly change: Big;
}

/** Of a transaction that can still change or disappear. */
const NOT_BOOKED: ReadonlySet<string | undefined> = new Set(["PENDING", "AUTHORIZATION", "MEMO"]);

/**
 * Reads a transaction that `Query.transactions` has in the window, by the rules of docs/totals.md.
 * @returns `undefined` for one that moved no money.
 * @throws GatewayError VALUE_NOT_TOLD, PROVIDER_ANSWER_INVALID
 */
export function movementIn(row: FdxRecord, window: Period): Movement | undefined {
  const direction = wordOf(row["debitCreditMemo"]);
  if (direction === "MEMO" || !isBooked(row)) return undefined;
  const day = within(window, dayOf(row));
  const amount = toldAmount(row, "amount");
  // FDX's own sign, where the direction is not told: above zero is money that came in.
  if (direction === "CREDIT") return { day, change: amount.abs() };
  return { day, change: direction === "DEBIT" ? new Big(0).minus(amount.abs()) : amount };
}

function isBooked(row: FdxRecord): boolean {
  const status = wordOf(row["status"]);
  if (status === "POSTED") return true;
  if (NOT_BOOKED.has(status)) return false;
  if (isTold(row["postedTimestamp"])) return true;
  throw notTold("status");
}

function dayOf(row: FdxRecord): string {
  const field = isTold(row["postedTimestamp"]) ? "postedTimestamp" : "transactionTimestamp";
  const value = row[field];
  if (!isTold(value)) throw notTold(field);
  const day = typeof value === "string" ? value.slice(0, 10) : "";
  if (!isCalendarDate(day)) throw unreadable(field);
  return day;
}

function within({ from, to }: Period, day: string): string {
  if (day < from) return from;
  return day > to ? to : day;
}
