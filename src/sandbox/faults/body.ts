import type { WireAnswer } from "../fdx/wire-answer.js";
import type { Fault, FaultCall } from "./fault.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Everything that is a list of rows in an FDX answer. */
const LISTS = [
  ...["accounts", "transactions", "statements", "customers", "paymentNetworks"],
  ...["assetTransferNetworks", "rewardPrograms", "rewardCategories"],
] as const;

/** Ids of the rows of those lists. */
export const ROW_IDS = ["accountId", "transactionId", "statementId", "customerId"] as const;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

export function isServed(answer: WireAnswer): answer is WireAnswer & { readonly body: JsonObject } {
  return answer.status < 300 && isObject(answer.body);
}

/** A fault that changes what is served as JSON, and leaves refusals and documents alone. */
export function edit(change: (body: JsonObject, call: FaultCall) => unknown): Fault {
  return async (serve, call) => {
    const answer = await serve();
    return isServed(answer) ? { ...answer, body: change(answer.body, call) } : answer;
  };
}

/** @returns `undefined` for a single record: that of a customer holds a list of accounts, and is none. */
export function rowsOf(body: JsonObject): readonly unknown[] | undefined {
  const name = ROW_IDS.some((id) => id in body) ? undefined : listIn(body);
  return name === undefined ? undefined : (body[name] as readonly unknown[]);
}

function listIn(body: JsonObject): string | undefined {
  return LISTS.find((list) => Array.isArray(body[list]));
}

export function withRows(body: JsonObject, rows: readonly unknown[]): JsonObject {
  const name = listIn(body);
  return name === undefined ? body : { ...body, [name]: rows };
}

/** Changes every record of an answer: each row of a list, or the one record; inside of a wrapper, if there is one. */
export function editRecords(change: (record: JsonObject, call: FaultCall) => JsonObject): Fault {
  return edit((body, call) => {
    const one = (row: unknown): unknown => inside(row, (record) => change(record, call));
    const rows = rowsOf(body);
    return rows === undefined ? one(body) : withRows(body, rows.map(one));
  });
}

/** Changes every value of an answer, however deep. */
export function editValues(change: (value: unknown, name: string) => unknown): Fault {
  return edit((body) => deep(body, "", change));
}

/** The key of the wrapper around a 5.2 row. */
export function wrapperOf(row: JsonObject): string | undefined {
  const [key, ...others] = Object.keys(row);
  return key !== undefined && others.length === 0 && isObject(row[key]) ? key : undefined;
}

export function inside(row: unknown, change: (record: JsonObject) => JsonObject): unknown {
  if (!isObject(row)) return row;
  const key = wrapperOf(row);
  return key === undefined ? change(row) : { [key]: change(row[key] as JsonObject) };
}

function deep(value: unknown, name: string, change: (value: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => deep(item, name, change));
  if (!isObject(value)) return change(value, name);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, key, change)]));
}
