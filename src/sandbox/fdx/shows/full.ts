import type { CallKind } from "../../control/call-log.js";
import type { BankAccount } from "../../seed/bank-books.js";
import { presentTransaction } from "../present-transaction.js";
import type { WireAnswer } from "../wire-answer.js";
import { FULL_ACCOUNT, FULL_CATEGORY, FULL_DESCRIPTOR } from "./full-account.js";
import { FULL_HOLDING, FULL_SECURITIES } from "./full-investment.js";
import { ADDRESS, PAYEE, PAYMENT_DETAILS, TELEPHONE } from "./full-parts.js";
import { FULL_CUSTOMER, FULL_NAME, FULL_NETWORK } from "./full-people.js";
import { FULL_TRANSACTION, FULL_TRANSACTION_CATEGORY } from "./full-transaction.js";

type Fields = Readonly<Record<string, unknown>>;

const EMBEDDED = 2;
const NAMES = { merchantName: PAYEE.merchantName, individualName: PAYEE.individualName } as const;

/** Fills every field of 6.4 that the books leave open. What the books say always comes first. */
export function full(kind: CallKind, answer: WireAnswer, view: FullView): WireAnswer {
  if (answer.status >= 300 || Buffer.isBuffer(answer.body)) return answer;
  const body = answer.body as Fields;
  const fill = FILLERS[kind];
  return fill === undefined ? answer : { ...answer, body: fill(body, view) };
}

/** What a full answer looks at beside the honest one. */
export interface FullView {
  readonly accounts: readonly BankAccount[];
  /** Undefined if the contact was not granted. */
  readonly contactOf: ((account: BankAccount) => Fields) | undefined;
}

type Filler = (body: Fields, view: FullView) => Fields;

const FILLERS: Partial<Record<CallKind, Filler>> = {
  accounts: (body, view) => rows(body, "accounts", (row) => account(row, view)),
  account,
  transactions: (body) => rows(body, "transactions", transaction),
  paymentNetworks: (body) => rows(body, "paymentNetworks", (row) => filled(row, FULL_NETWORK)),
  customers: (body) => rows(body, "customers", customer),
  customer,
  contact,
};

/** @param missing fills what is absent or undefined in the record. */
function filled(record: Fields, missing: Fields): Fields {
  const known = Object.entries(record).filter(([, value]) => value !== undefined);
  return { ...missing, ...(Object.fromEntries(known) as Fields) };
}

function rows(body: Fields, name: string, fill: (row: Fields) => Fields): Fields {
  return { ...body, [name]: (body[name] as readonly Fields[]).map(fill) };
}

function account(row: Fields, { accounts, contactOf }: FullView): Fields {
  const descriptor = filled(withCurrency(row), FULL_DESCRIPTOR);
  const own = accounts.find(({ id }) => id === row["accountId"]);
  // Details tell themselves apart by a field that the books always fill.
  if (!("balanceType" in row) || own === undefined) return descriptor;
  const shown = filled(descriptor, {
    ...FULL_ACCOUNT,
    ...FULL_CATEGORY[own.product.category],
    ...embedded(own),
    ...(contactOf && { contact: contact(contactOf(own), { accounts }) }),
  });
  const holdings = shown["holdings"] as readonly Fields[] | undefined;
  return holdings === undefined ? shown : { ...shown, holdings: holdings.map(holding) };
}

/** The newest transactions, where FDX lets an account hold them. */
function embedded(own: BankAccount): Fields {
  if (["ANNUITY_ACCOUNT", "BNPL_ACCOUNT"].includes(own.product.category))
    return { transactionsIncluded: false };
  const entries = own.ledger.newestFirst().slice(0, EMBEDDED);
  return { transactions: entries.map((entry) => transaction(presentTransaction(own, entry))) };
}

function withCurrency(row: Fields): Fields {
  const currency = { currencyRate: 1, originalCurrencyCode: "USD", ...(row["currency"] as Fields) };
  return { ...row, currency };
}

function holding(row: Fields, index: number): Fields {
  const security = FULL_SECURITIES[index % FULL_SECURITIES.length];
  return filled(withCurrency(row), { ...FULL_HOLDING, security });
}

function transaction(row: Fields): Fields {
  const missing = { ...FULL_TRANSACTION, ...FULL_TRANSACTION_CATEGORY[String(row["accountCategory"])] };
  return filled(
    { ...row, ...parts(row, { transactionPayee: PAYEE, paymentDetails: PAYMENT_DETAILS }) },
    missing,
  );
}

/** The parts a record has, each filled; and the part within it that has parts of its own. */
function parts(record: Fields, missing: Readonly<Record<string, Fields>>): Fields {
  const own = Object.entries(missing).filter(([name]) => record[name] !== undefined);
  return Object.fromEntries(
    own.map(([name, part]) => {
      const value = record[name] as Fields;
      return [name, filled({ ...value, ...parts(value, NAMES) }, part)];
    }),
  );
}

function contact(body: Fields, { accounts }: Pick<FullView, "accounts">): Fields {
  const own = accounts.map(({ id }) => ({ accountId: id, relationship: "SOLE_OWNER" }));
  const holders = (body["holders"] as readonly Fields[]).map((holder) =>
    customer({ ...holder, accounts: own }),
  );
  return { ...reached(body), holders };
}

function customer(row: Fields): Fields {
  const accounts = row["accounts"] as readonly Fields[];
  const link = (id: unknown): Fields => ({ href: `/accounts/${String(id)}`, action: "GET", rel: "account" });
  return filled(
    {
      ...reached(row),
      name: { ...FULL_NAME, ...(row["name"] as Fields) },
      accounts: accounts.map((one) => ({ ...one, links: [link(one["accountId"])] })),
    },
    FULL_CUSTOMER,
  );
}

/** How somebody is reached; what was not granted stays away. */
function reached(record: Fields): Fields {
  const list = (name: string, missing: Fields): Fields => {
    const value = record[name] as readonly Fields[] | undefined;
    return value === undefined ? {} : { [name]: value.map((one) => filled(one, missing)) };
  };
  return { ...record, ...list("addresses", ADDRESS), ...list("telephones", TELEPHONE) };
}
