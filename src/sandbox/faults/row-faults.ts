import { createHash } from "node:crypto";
import { CATEGORIES } from "../fdx/v5/changes.js";
import { addDays } from "../seed/calendar.js";
import {
  edit,
  editRecords,
  inside,
  isObject,
  isServed,
  ROW_IDS,
  rowsOf,
  withRows,
  wrapperOf,
  type JsonObject,
} from "./body.js";
import type { Fault } from "./fault.js";

const REWRITTEN_DAYS = 15;

export const accountIdsIgnored: Fault = (serve) => serve({ accountIds: undefined });

/** What FDX itself requires, and the id. */
export const fieldsMissing: Fault = editRecords((record) => only(record, ["accountCategory", ...ROW_IDS]));

export const fieldsUnknown: Fault = editRecords((record) => ({
  ...record,
  organizationId: "org-1",
  "x-colour": { name: "teal" },
}));

/** Both spellings of the nickname. */
export const nicknameTwice: Fault = editRecords((record) =>
  "nickname" in record ? { ...record, nickName: record["nickname"] } : record,
);

export const rowNull: Fault = edit((body) => {
  const rows = rowsOf(body);
  return rows === undefined ? body : withRows(body, [null, ...rows]);
});

export const rowTwice: Fault = edit((body) => {
  const rows = rowsOf(body) ?? [];
  return rows.length === 0 ? body : withRows(body, [rows[0], ...rows]);
});

/** Every second row is of the other dialect, as after half an upgrade. */
export const wrappersMixed: Fault = edit((body) => {
  const rows = rowsOf(body);
  if (rows === undefined) return body;
  return withRows(
    body,
    rows.map((row, index) => (index % 2 === 1 && isObject(row) ? inOtherDialect(row) : row)),
  );
});

export const wrapperUnknown: Fault = edit((body) => {
  const rows = rowsOf(body);
  if (rows === undefined) return body;
  return withRows(
    body,
    rows.map((row, index) => (index === 0 && isObject(row) ? { spaceAccount: unwrapped(row) } : row)),
  );
});

export const categoryUnknown: Fault = editRecords((record) =>
  "accountCategory" in record ? { ...record, accountCategory: "SPACE_ACCOUNT" } : record,
);

export const categoryMissing: Fault = editRecords((record) =>
  only(
    record,
    Object.keys(record).filter((name) => name !== "accountCategory"),
  ),
);

/** A minus sign for what leaves, and no `debitCreditMemo`. */
export const amountsSigned: Fault = editRecords(({ debitCreditMemo, ...record }) =>
  debitCreditMemo === undefined
    ? record
    : { ...record, amount: Number(record["amount"]) * (debitCreditMemo === "DEBIT" ? -1 : 1) },
);

export const idsAsNumbers: Fault = editRecords((record) => {
  // An account is asked for by its id, and a bank must know it again; the other ids are only ever read.
  const ids = ["transactionId", "customerId", "holdingId"].filter((name) => name in record);
  return { ...record, ...Object.fromEntries(ids.map((name) => [name, numberFor(String(record[name]))])) };
});

/** From the second reading on. */
export const pendingReposted: Fault = editRecords((record, { reading }) => {
  if (record["status"] !== "PENDING" || reading < 2) return record;
  const id = `${String(record["transactionId"])}-posted`;
  return { ...record, transactionId: id, status: "POSTED", postedTimestamp: record["transactionTimestamp"] };
});

/** From the second reading on. */
export const historyRewritten: Fault = editRecords((record, { reading, today }) => {
  const { postedTimestamp: posted } = record;
  const isRecent = typeof posted === "string" && posted.slice(0, 10) >= addDays(today, -REWRITTEN_DAYS);
  if (reading < 2 || !isRecent) return record;
  return { ...record, description: `${String(record["description"])} (corrected)` };
});

/** The body of another account than the one asked for. */
export const otherAccount: Fault = async (serve) => {
  const answer = await serve();
  if (!isServed(answer)) return answer;
  const body = inside(answer.body, (record) => ({ ...record, accountId: "acc_of_somebody_else" }));
  return { ...answer, body };
};

function only(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

function unwrapped(row: JsonObject): JsonObject {
  const key = wrapperOf(row);
  return key === undefined ? row : (row[key] as JsonObject);
}

function inOtherDialect(row: JsonObject): JsonObject {
  const key = wrapperOf(row);
  if (key === undefined) {
    const wrapper = CATEGORIES[String(row["accountCategory"])]?.wrapper;
    const kind = "transactionId" in row ? "Transaction" : "Account";
    return wrapper === undefined ? row : { [`${wrapper}${kind}`]: row };
  }
  const category = Object.keys(CATEGORIES).find((name) => key.startsWith(CATEGORIES[name]?.wrapper ?? "-"));
  return { accountCategory: category, ...unwrapped(row) };
}

function numberFor(id: string): number {
  return createHash("sha256").update(id).digest().readUIntBE(0, 6);
}
