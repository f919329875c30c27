import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { parseExactJson } from "../fdx/exact-json.js";
import { unexpected } from "../fdx/unexpected.js";
import { idText } from "./connect-values.js";

/** FDX Identifier. */
const MAX_IDENTIFIER = 256;

/** One of Flinks' `Accounts`, with the only member checked that the gateway cannot do without. */
export interface ConnectAccount {
  readonly accountId: string;
  readonly row: PlainObject;
}

/**
 * Reads the `Accounts` of an answer. As everywhere, a null row is dropped; one of another shape makes the whole unreadable,
 * since half a list would be taken for a whole one.
 * @throws GatewayError PROVIDER_ANSWER_INVALID
 */
export function accountsIn(bytes: Buffer): readonly ConnectAccount[] {
  const rows = parseExactJson(bytes);
  if (!Array.isArray(rows)) throw unexpected("Accounts");
  const accounts = rows.flatMap((row: unknown, index) => (row === null ? [] : [accountOf(row, index)]));
  return [...new Map(accounts.map((account) => [account.accountId, account])).values()];
}

/** @throws GatewayError PROVIDER_ANSWER_INVALID */
export function transactionsIn({ row }: ConnectAccount): readonly PlainObject[] {
  const { Transactions: rows } = row;
  if (rows === undefined || rows === null) return [];
  if (!Array.isArray(rows)) throw unexpected("the Transactions of an account");
  return rows.flatMap((each: unknown) => {
    if (each === null) return [];
    if (!isPlainObject(each)) throw unexpected("a transaction");
    return [each];
  });
}

function accountOf(row: unknown, index: number): ConnectAccount {
  const accountId = isPlainObject(row) ? idText(row["Id"]) : undefined;
  if (!isPlainObject(row) || accountId === undefined || accountId.length > MAX_IDENTIFIER) {
    throw unexpected(`the Id of Accounts.${index}`);
  }
  return { accountId, row };
}
