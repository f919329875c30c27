import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import { createHash } from "node:crypto";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { type Books, callsOf, dayAgo, FaultWorld } from "./fault-world.js";

let world: FaultWorld;
/** As `world`; its banks speak FDX 5.2. */
let older: FaultWorld;
let healthy: Books;

beforeAll(async () => {
  [world, older] = await Promise.all([FaultWorld.start(), FaultWorld.start({ fdxVersion: "5.2" })]);
  healthy = await books();
});

afterEach(() => world.switchOff());

afterAll(() => Promise.all([world.close(), older.close()]));

async function books(fault?: FaultName): Promise<Books> {
  return (await world.customer(fault)).books();
}

async function olderBooks(fault?: FaultName): Promise<Books> {
  return (await older.customer(fault)).books();
}

async function isAsHealthy(fault: FaultName): Promise<void> {
  expect(await books(fault)).toEqual(healthy);
}

/** What every account has, whatever its category. */
const COMMON = [
  ...["accountId", "accountType", "accountNumberDisplay", "nickname", "status", "balanceType", "productName"],
  ...["accountOpenDate", "currency", "bankTransitId", "lastActivityDate"],
];

/** The account as one of a category that nobody knows: all that is left of it is common. */
function unrecognized(account: any, accountCategory: string | null): object {
  const common = Object.entries(account).filter(([name]) => COMMON.includes(name));
  return { ...Object.fromEntries(common), __typename: "UnrecognizedAccount", accountCategory };
}

/** The record with null in place of every value, however deep, but ids, categories and types. */
function emptied(value: any, name = ""): any {
  if (Array.isArray(value)) return value.map((item) => emptied(item, name));
  if (typeof value !== "object" || value === null) return isKept(name) ? value : null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, emptied(inner, key)]));
}

function isKept(name: string): boolean {
  return name.endsWith("Id") || ["__typename", "accountCategory", "id", "complete"].includes(name);
}

/** Two networks that differ in nothing any more read as one. */
function alike({ account, ...parts }: any): any {
  return { ...parts, account: { ...account, paymentNetworks: account.paymentNetworks.slice(0, 1) } };
}

/** One operation for several accounts by their ids. */
async function accountsById(fault: FaultName, places: readonly number[]): Promise<any> {
  const customer = await world.customer(fault);
  const { ids } = await customer.accounts();
  const fields = places.map(
    (place) => `a${place}: account(id: "${ids[place]}") { accountId nickname status }`,
  );
  const { data, errors, ...answer } = await customer.query(`{ ${fields.join(" ")} }`);
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  return { accounts: Object.values(data), codes, calls: callsOf({ data, errors, ...answer }) };
}

testFaults("rows", {
  // The joined question shows that the bank does not know it; from then on it is asked one by one.
  "account-ids-ignored": async () => {
    const accounts = [1, 2, 3].map((place) => {
      const { accountId, nickname, status } = healthy.accounts[place];
      return { accountId, nickname, status };
    });
    expect(await accountsById("account-ids-ignored", [1, 2, 3])).toEqual({ accounts, codes: [], calls: 2 });
    expect(await accountsById("account-ids-ignored", [1, 2, 3])).toEqual({ accounts, codes: [], calls: 3 });
  },
  // Of a bank that is asked one by one.
  "account-of-another": async () => {
    await world.switchOn("account-ids-ignored");
    const { accounts, codes, calls } = await accountsById("account-of-another", [3]);
    expect([accounts, codes]).toEqual([[null], ["PROVIDER_ANSWER_INVALID"]]);
    expect(calls).toBeLessThanOrEqual(2);
  },
  "fields-missing": async () => {
    const customer = await world.customer("fields-missing");
    const { rows, ids, problems, totalCount, nulls } = await customer.accounts();
    const kept = ["accountId", "accountCategory", "__typename"];
    const only = (names: readonly string[]) => (row: object) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, names.includes(name) ? value : null]),
      );
    expect(rows.map((row) => only(kept)(row))).toEqual(healthy.accounts.map(only(kept)));
    expect([problems, totalCount]).toEqual([[], healthy.accounts.length]);
    expect(new Set(nulls.map(({ reason }) => reason))).toEqual(new Set(["EMPTY"]));
    const history = await customer.walk(ids[0] ?? "none", 10);
    expect(history.rows).toEqual(healthy.transactions.map(only([...kept, "transactionId"])));
    expect(history).toMatchObject({ complete: true, errors: undefined });
  },
  "fields-unknown": () => isAsHealthy("fields-unknown"),
  "fields-null": async () => {
    const { accounts, transactions, parts } = await books("fields-null");
    expect(accounts).toEqual(emptied(healthy.accounts));
    expect(transactions).toEqual(emptied(healthy.transactions));
    expect(parts).toEqual(alike(emptied(healthy.parts)));
  },
  "nickname-twice": async () => {
    expect(healthy.accounts.some(({ nickname }) => nickname !== null)).toBe(true);
    await isAsHealthy("nickname-twice");
  },
  "row-null": () => isAsHealthy("row-null"),
  "row-twice": () => isAsHealthy("row-twice"),
  "wrappers-mixed": async () => {
    await isAsHealthy("wrappers-mixed");
    expect(await olderBooks("wrappers-mixed")).toEqual(await olderBooks());
  },
  // A record that says what it is needs no wrapper. Where only the wrapper does, it is kept as one that nobody knows.
  "wrapper-unknown": async () => {
    await isAsHealthy("wrapper-unknown");
    const [first, ...others] = (await olderBooks()).accounts;
    expect(first).toMatchObject({ __typename: "DepositAccount", accountId: healthy.accounts[0].accountId });
    const { accounts, transactions } = await olderBooks("wrapper-unknown");
    expect(accounts).toEqual([first, ...others]);
    await older.switchOn("category-missing");
    const unnamed = await (await older.customer("wrapper-unknown")).accounts();
    expect(unnamed.rows).toEqual([unrecognized(first, "UNRECOGNIZED"), ...others]);
    await older.switchOff();
    const [newest, ...before] = (await olderBooks()).transactions;
    const unknown = { __typename: "UnrecognizedTransaction", accountCategory: "UNRECOGNIZED" };
    expect(transactions).toEqual([{ ...newest, ...unknown }, ...before]);
  },
  "category-unknown": async () => {
    const { accounts, transactions, parts } = await books("category-unknown");
    const unknown = { __typename: "UnrecognizedTransaction", accountCategory: "UNRECOGNIZED" };
    expect(accounts).toEqual(healthy.accounts.map((account) => unrecognized(account, "UNRECOGNIZED")));
    expect(transactions).toEqual(healthy.transactions.map((row) => ({ ...row, ...unknown })));
    expect(parts).toEqual(healthy.parts);
  },
  "category-missing": async () => {
    const { accounts, transactions, parts } = await books("category-missing");
    const unknown = { __typename: "UnrecognizedTransaction", accountCategory: null };
    expect(accounts).toEqual(healthy.accounts.map((account) => unrecognized(account, null)));
    expect(transactions).toEqual(healthy.transactions.map((row) => ({ ...row, ...unknown })));
    expect(parts).toEqual(healthy.parts);
  },
  // As text, and a row that comes on two pages is known again by it.
  "ids-as-numbers": async () => {
    const { accounts, parts } = await books("ids-as-numbers");
    expect(accounts).toEqual(healthy.accounts);
    expect(parts.account).toEqual(healthy.parts.account);
    const customerId = numbered(healthy.parts.customer.customerId);
    expect(parts.customer).toEqual({ ...healthy.parts.customer, customerId });
    await world.switchOn("page-overlaps", "transactions");
    const customer = await world.customer("ids-as-numbers");
    const { rows, complete } = await customer.walk(await customer.accountId(), 10);
    const expected = healthy.transactions.map((row) => ({
      ...row,
      transactionId: numbered(row.transactionId),
    }));
    expect([rows, complete]).toEqual([expected, true]);
  },
  // Nothing is kept from one request to the next: what the bank says now is what the client sees.
  "pending-reposted": async () => {
    expect((await books("pending-reposted")).transactions).toEqual(healthy.transactions);
    const posted = healthy.transactions.map((row) =>
      row.status === "PENDING"
        ? {
            ...row,
            ...{ transactionId: `${row.transactionId}-posted`, status: "POSTED" },
            postedTimestamp: row.transactionTimestamp,
          }
        : row,
    );
    expect(posted).not.toEqual(healthy.transactions);
    expect((await books("pending-reposted")).transactions).toEqual(posted);
  },
  "history-rewritten": async () => {
    expect((await books("history-rewritten")).transactions).toEqual(healthy.transactions);
    const rewritten = healthy.transactions.map((row) =>
      String(row.postedTimestamp ?? "").slice(0, 10) >= dayAgo(15)
        ? { ...row, description: `${row.description} (corrected)` }
        : row,
    );
    expect(rewritten).not.toEqual(healthy.transactions);
    expect((await books("history-rewritten")).transactions).toEqual(rewritten);
  },
});

/** As the sandbox makes a number of an id. */
function numbered(id: string): string {
  return String(createHash("sha256").update(id).digest().readUIntBE(0, 6));
}
