import { fieldsOf } from "../../fdx/entity-fields.js";
import { entityNamed } from "../../fdx/model.js";
import type { AccountRecord, FdxRecord, Page } from "../data-provider.js";
import { keepSent, SentRecords } from "../sent-record.js";
import { readAccount } from "./dialect/account.js";
import { isPlainObject, type PlainObject } from "./dialect/plain-object.js";
import { putRight } from "./dialect/shape.js";
import { SHAPES } from "./dialect/shapes.js";
import { readTransaction } from "./dialect/transaction.js";
import { errorIn } from "./error-body.js";
import { parseExactJson } from "./exact-json.js";
import { countOf, rowsIn } from "./list-body.js";
import { nextPage } from "./page-cursor.js";
import { unexpected } from "./unexpected.js";

/**
 * Rows are checked only for what the gateway cannot do without, put into FDX 6.4's shape in place, and passed on:
 * copying each of a thousand transactions costs more than parsing them.
 * @returns `undefined` for a row without the id that it must have.
 */
type RowReader = (row: PlainObject) => PlainObject | undefined;

export interface PageDecoder<Row> {
  /** @param listUrl gives the URL that was asked: a link to the next page must lead there. */
  (bytes: Buffer, listUrl: () => URL): Page<Row>;
  /** The member of the body that holds the rows. */
  readonly rowsAt: string;
}

type RecordDecoder<Row> = (bytes: Buffer) => Row;

/** FDX Identifier. */
const MAX_IDENTIFIER = 256;

/** Accounts are asked for by their id. One that came as a number is made text, as FDX has it. */
const accountRow: RowReader = (row) => {
  const account = readAccount(row);
  if (typeof account["accountId"] === "number") account["accountId"] = String(account["accountId"]);
  const id = account["accountId"];
  return typeof id === "string" && id.length >= 1 && id.length <= MAX_IDENTIFIER ? account : undefined;
};

/** @param entity its name in the field tables */
function rowOf(entity: string): RowReader {
  const shape = SHAPES.of(entity);
  return (row) => {
    putRight(row, shape);
    return row;
  };
}

function pageOf<Row>(name: string, read: RowReader): PageDecoder<Row> {
  const sentIn = (bytes: Buffer): unknown[] => rowsIn(bodyIn(bytes), name);
  const decode = (bytes: Buffer, listUrl: () => URL): Page<Row> => {
    const body = bodyIn(bytes);
    const rows = rowsIn(body, name);
    const sent = new SentRecords(() => sentIn(bytes));
    for (const [index, value] of rows.entries()) {
      const row = readRow(value, `${name}.${index}`, read);
      keepSent(row, sent, index);
      rows[index] = row;
    }
    const totalElements = countOf(body["page"]);
    return { rows: rows as readonly Row[], totalElements, ...nextPage(body, listUrl) };
  };
  return Object.assign(decode, { rowsAt: name });
}

/**
 * FDX requires no member of a customer, a contact or a reward programme: one of which nothing is said is one of which
 * nothing is known. What has an FDX error's code, and nothing of the record, is an error.
 */
function recordOf(entity: string, read: RowReader): RecordDecoder<PlainObject> {
  const names = [...fieldsOf(entityNamed(entity)).keys()];
  return (bytes) => {
    const body = bodyIn(bytes);
    const failure = names.some((name) => name in body) ? undefined : errorIn(body);
    if (failure !== undefined) throw failure;
    const row = readRow(body, "the answer", read);
    keepSent(row, new SentRecords(() => [bodyIn(bytes)]), 0);
    return row;
  };
}

const bodyIn = (bytes: Buffer): PlainObject => objectIn(parseExactJson(bytes), "the answer");

/** @throws GatewayError PROVIDER_ANSWER_INVALID */
function readRow(value: unknown, where: string, read: RowReader): PlainObject {
  const row = read(objectIn(value, where));
  if (row === undefined) throw unexpected(`the id of ${where}`);
  return row;
}

function objectIn(value: unknown, where: string): PlainObject {
  if (!isPlainObject(value)) throw unexpected(where);
  return value;
}

const customerRow = rowOf("Customer");
const programRow = rowOf("RewardProgram");

export const decodeCustomer: RecordDecoder<FdxRecord> = recordOf("Customer", customerRow);
export const decodeContact: RecordDecoder<FdxRecord> = recordOf("AccountContact", rowOf("AccountContact"));
export const decodeAccount = recordOf("Account", accountRow) as RecordDecoder<AccountRecord>;
export const decodeRewardProgram: RecordDecoder<FdxRecord> = recordOf("RewardProgram", programRow);
export const decodeCustomers: PageDecoder<FdxRecord> = pageOf("customers", customerRow);
export const decodeAccounts: PageDecoder<AccountRecord> = pageOf("accounts", accountRow);
export const decodeTransactions: PageDecoder<FdxRecord> = pageOf("transactions", readTransaction);
export const decodePaymentNetworks: PageDecoder<FdxRecord> = pageOf(
  "paymentNetworks",
  rowOf("PaymentNetwork"),
);
export const decodeAssetTransferNetworks: PageDecoder<FdxRecord> = pageOf(
  "assetTransferNetworks",
  rowOf("AssetTransferNetwork"),
);
export const decodeStatements: PageDecoder<FdxRecord> = pageOf("statements", rowOf("Statement"));
export const decodeRewardPrograms: PageDecoder<FdxRecord> = pageOf("rewardPrograms", programRow);
export const decodeRewardCategories: PageDecoder<FdxRecord> = pageOf(
  "rewardCategories",
  rowOf("RewardCategory"),
);
