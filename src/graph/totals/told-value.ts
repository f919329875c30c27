import type { Big } from "big.js";
import { decimalOf } from "../../core/decimal.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { FdxRecord } from "../../loaders/records.js";

/** @returns the text in capitals, as FDX writes its enums; `undefined` for what is no text. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === "string" ? value.toUpperCase() : undefined;
}

export function isTold(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** @throws GatewayError VALUE_NOT_TOLD, PROVIDER_ANSWER_INVALID */
export function toldAmount(record: FdxRecord, field: string): Big {
  const value = record[field];
  if (!isTold(value)) throw notTold(field);
  const amount = decimalOf(value);
  if (amount === undefined) throw unreadable(field);
  return amount;
}

/**
 * @returns the currency of an account's amounts, read as the scalar `CurrencyCode` does.
 * @throws GatewayError VALUE_NOT_TOLD, PROVIDER_ANSWER_INVALID
 */
export function toldCurrency({ currency }: FdxRecord): string {
  const field = "currency.currencyCode";
  const code = isTold(currency) ? (currency as FdxRecord)["currencyCode"] : undefined;
  if (!isTold(code)) throw notTold(field);
  const text = wordOf(code)?.trim() ?? "";
  if (!/^[A-Z]{3}$/.test(text)) throw unreadable(field);
  return text;
}

export function notTold(field: string): GatewayError {
  return new GatewayError("VALUE_NOT_TOLD", `a record lacks ${field}`, { facts: { field } });
}

export function unclear(field: string): GatewayError {
  return new GatewayError("VALUE_UNCLEAR", `a record leaves open how ${field} is meant`, {
    facts: { field },
  });
}

export function unreadable(field: string): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", `the ${field} of a record cannot be read`, {
    facts: { field },
  });
}
