import { afterAll, beforeAll, expect } from "@jest/globals";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";
import { testFaults } from "./fault-families.js";
import { type Books, FaultWorld } from "./fault-world.js";

// Each value is read as FDX means it, told as it came, or said to be unknown: never dropped, never another.

let world: FaultWorld;
let healthy: Books;

beforeAll(async () => {
  world = await FaultWorld.start();
  healthy = await books();
});

afterAll(() => world.close());

async function books(fault?: FaultName): Promise<Books> {
  return (await world.customer(fault)).books();
}

/** The healthy books with every value of these fields changed, where there is one. */
function changed(names: readonly string[], change: (value: any) => unknown): Books {
  const of = (value: any, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => of(item, name));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, of(inner, key)]));
    return names.includes(name) && value !== null && value !== undefined ? change(value) : value;
  };
  return of(healthy, "") as Books;
}

/** The fields of these queries whose values are from a list, without those that decide what a record is. */
const ENUMS = ["accountType", "status", "balanceType", "holdingType", "transactionType", "type"];
const MOMENTS = ["balanceAsOf", "postedTimestamp", "transactionTimestamp"];
const isMidnight = (moment: string): boolean => moment.includes("T00:00:00");

testFaults("values", {
  "enum-unknown": async () => {
    const { parts, ...expected } = changed(ENUMS, () => "UNRECOGNIZED");
    // Both networks have the same new type, and read as one.
    const { paymentNetworks, ...others } = parts.account;
    const account = { ...others, paymentNetworks: paymentNetworks.slice(0, 1) };
    expect(await books("enum-unknown")).toEqual({ ...expected, parts: { ...parts, account } });
  },
  "enum-lower-case": async () => {
    expect(await books("enum-lower-case")).toEqual(healthy);
  },
  "enum-free-text": async () => {
    expect(await books("enum-free-text")).toEqual(changed(ENUMS, () => "UNRECOGNIZED"));
  },
  "numbers-as-text": async () => {
    expect(await books("numbers-as-text")).toEqual(healthy);
  },
  // With the leading zeros that a number has lost, where FDX says how many digits there are.
  "text-as-numbers": async () => {
    expect(healthy.parts.account.paymentNetworks[0].bankId).toMatch(/^0\d{8}$/);
    expect(await books("text-as-numbers")).toEqual(healthy);
  },
  // Whether minus means that money left, the account's `balanceType` must say: the gateway adds nothing.
  "amounts-signed": async () => {
    const rows = healthy.transactions.map((row) => ({
      ...row,
      amount: row.debitCreditMemo === "DEBIT" ? `-${row.amount}` : row.amount,
      debitCreditMemo: null,
    }));
    expect(new Set(healthy.transactions.map((row) => row.debitCreditMemo))).toEqual(
      new Set(["DEBIT", "CREDIT"]),
    );
    expect(await books("amounts-signed")).toEqual({ ...healthy, transactions: rows });
  },
  "fraction-seven-digits": async () => {
    const expected = changed(MOMENTS, (moment: string) => moment.replace(/(\.\d+)?Z$/, ".1234567Z"));
    expect(await books("fraction-seven-digits")).toEqual(expected);
  },
  // A zone is not made up: the client sees that there is none.
  "time-without-zone": async () => {
    expect(await books("time-without-zone")).toEqual(
      changed(MOMENTS, (moment: string) => moment.slice(0, -1)),
    );
  },
  "time-as-date": async () => {
    expect(await books("time-as-date")).toEqual(changed(MOMENTS, (moment: string) => moment.slice(0, 10)));
  },
  "date-as-time": async () => {
    expect(healthy.accounts.some(({ accountOpenDate }) => !isMidnight(accountOpenDate))).toBe(true);
    expect(await books("date-as-time")).toEqual(healthy);
  },
});
