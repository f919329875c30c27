import { z } from "zod";
import { GatewayError } from "../../core/gateway-error.js";
import { AccountId } from "../../core/ids.js";
import type { AccountRecord, FdxRecord, Page, StatementRecord, TransactionRecord } from "../data-provider.js";
import { parseExactJson } from "./exact-json.js";

const record = z.record(z.string(), z.unknown());
const identifier = z.union([z.string().min(1).max(256), z.number().transform(String)]);

/** Each row is checked only for what the gateway itself reads; all other fields pass by unread. */
const account = z.looseObject({ accountId: identifier.transform(AccountId) });
const transaction = z.looseObject({ transactionId: identifier });
const statement = z.looseObject({ statementId: identifier });

const pageMetadata = z.looseObject({
  nextPageKey: z.string().nullish(),
  nextOffset: z.union([z.string(), z.number().transform(String)]).nullish(),
  totalElements: z.number().int().nullish(),
});

/** FDX PaginatedArray. Before 6.3 the cursor is called `nextOffset`. */
function pageOf<Row>(list: string, row: z.ZodType<Row>): (bytes: Buffer) => Page<Row> {
  const envelope = z.looseObject({ page: pageMetadata.nullish(), [list]: z.array(row).nullish() });
  return (bytes) => {
    const body = decode(envelope, bytes) as Readonly<Record<string, unknown>>;
    const page = body["page"] as z.infer<typeof pageMetadata> | null | undefined;
    return {
      rows: (body[list] ?? []) as readonly Row[],
      nextPageKey: cursorOf(page),
      totalElements: page?.totalElements ?? undefined,
    };
  };
}

/** An empty cursor would ask for the first page again: it counts as none. */
function cursorOf(page: z.infer<typeof pageMetadata> | null | undefined): string | undefined {
  const cursor = page?.nextPageKey ?? page?.nextOffset ?? "";
  return cursor === "" ? undefined : cursor;
}

function decode<Value>(shape: z.ZodType<Value>, bytes: Buffer): Value {
  const result = shape.safeParse(parseExactJson(bytes));
  if (result.success) return result.data;
  // Paths and expectations only: a received value may be account data.
  const where = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")} ${issue.code}`);
  throw new GatewayError("PROVIDER_ANSWER_INVALID", `unexpected shape at ${where.join(", ")}`);
}

export const decodeCustomer = (bytes: Buffer): FdxRecord => decode(record, bytes);
export const decodeContact = (bytes: Buffer): FdxRecord => decode(record, bytes);
export const decodeAccount = (bytes: Buffer): AccountRecord => decode(account, bytes);
export const decodeCustomers: (bytes: Buffer) => Page<FdxRecord> = pageOf("customers", record);
export const decodeAccounts: (bytes: Buffer) => Page<AccountRecord> = pageOf("accounts", account);
export const decodeTransactions: (bytes: Buffer) => Page<TransactionRecord> = pageOf(
  "transactions",
  transaction,
);
export const decodePaymentNetworks: (bytes: Buffer) => Page<FdxRecord> = pageOf("paymentNetworks", record);
export const decodeStatements: (bytes: Buffer) => Page<StatementRecord> = pageOf("statements", statement);
