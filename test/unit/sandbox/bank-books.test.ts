import { describe, expect, test } from "@jest/globals";
import { BANK_PROFILES } from "../../../src/sandbox/bank-profile.js";
import { presentAccount } from "../../../src/sandbox/fdx/present-account.js";
import { presentTransaction } from "../../../src/sandbox/fdx/present-transaction.js";
import { BankBooks, type BankAccount } from "../../../src/sandbox/seed/bank-books.js";

const TODAY = "2026-03-11";

interface ShownTransaction {
  readonly transactionId: string;
  readonly amount: number;
  readonly debitCreditMemo: "CREDIT" | "DEBIT";
  readonly status: "POSTED" | "PENDING";
  readonly transactionType?: string;
  readonly transactionTimestamp: string;
  readonly postedTimestamp?: string;
  readonly symbol?: string;
  readonly units?: number;
  readonly unitPrice?: number;
}

interface ShownAccount {
  readonly currentBalance: number;
  readonly availableBalance: number;
  readonly availableCredit: number;
  readonly creditLine: number;
  readonly principalBalance: number;
  readonly availableCashBalance: number;
  readonly currentValue: number;
  readonly holdings: readonly {
    readonly symbol?: string;
    readonly units: number;
    readonly currentUnitPrice: number;
    readonly marketValue: number;
  }[];
}

/** The other banks have the books of one of these. */
const banks = [BANK_PROFILES.maple, BANK_PROFILES.liberty, BANK_PROFILES.full].map((profile) => ({
  profile,
  books: new BankBooks(profile, TODAY),
}));

const everyAccount = banks.flatMap(({ profile, books }) =>
  books.people.flatMap((person) =>
    books.accountsOf(person).map((account) => ({
      name: `${profile.key} ${person.id} ${account.plan.slot}`,
      category: account.product.category,
      account,
      shown: presentAccount(account, { profile, today: TODAY, holdings: true }) as unknown as ShownAccount,
      transactions: account.ledger
        .newestFirst()
        .map((entry) => presentTransaction(account, entry) as unknown as ShownTransaction),
    })),
  ),
);

function ofCategory(category: BankAccount["product"]["category"]): typeof everyAccount {
  return everyAccount.filter((row) => row.category === category);
}

/** Credits less debits in cents, from the numbers as they go over the wire. */
function net(transactions: readonly ShownTransaction[], status: "POSTED" | "PENDING"): number {
  const inexact = transactions.filter(({ amount }) => !/^\d+(\.\d\d?)?$/.test(JSON.stringify(amount)));
  expect(inexact).toEqual([]);
  return transactions
    .filter((transaction) => transaction.status === status)
    .reduce(
      (sum, { amount, debitCreditMemo }) => sum + (debitCreditMemo === "CREDIT" ? 1 : -1) * cents(amount),
      0,
    );
}

function cents(amount: number): number {
  return Math.round(amount * 100);
}

describe("the amounts add up", () => {
  test.each(ofCategory("DEPOSIT_ACCOUNT"))("$name: deposits", ({ shown, transactions }) => {
    const posted = net(transactions, "POSTED");
    expect(cents(shown.currentBalance)).toBe(posted);
    expect(cents(shown.availableBalance)).toBe(posted + net(transactions, "PENDING"));
  });

  test.each(ofCategory("LOC_ACCOUNT"))("$name: what is owed", ({ shown, transactions }) => {
    const posted = net(transactions, "POSTED");
    expect(cents(shown.currentBalance)).toBe(-posted);
    expect(cents(shown.availableCredit)).toBe(
      cents(shown.creditLine) + posted + net(transactions, "PENDING"),
    );
    expect(shown.availableCredit).toBeGreaterThan(0);
  });

  test.each(ofCategory("LOAN_ACCOUNT"))("$name: principal", ({ shown, transactions }) => {
    expect(cents(shown.principalBalance)).toBe(-net(transactions, "POSTED"));
    expect(shown.principalBalance).toBeGreaterThan(0);
  });

  test.each(ofCategory("INVESTMENT_ACCOUNT"))("$name: cash and units", ({ shown, transactions }) => {
    expect(cents(shown.availableCashBalance)).toBe(net(transactions, "POSTED"));
    const total = shown.holdings.reduce((sum, { marketValue }) => sum + cents(marketValue), 0);
    expect(cents(shown.currentValue)).toBe(total);
    for (const holding of shown.holdings.filter(({ symbol }) => symbol !== undefined)) {
      const bought = transactions.filter(
        ({ symbol, transactionType }) => symbol === holding.symbol && transactionType === "PURCHASED",
      );
      const units = bought.reduce((sum, trade) => sum + Math.round((trade.units ?? 0) * 10_000), 0);
      expect(units).toBe(Math.round(holding.units * 10_000));
      expect(Math.abs(holding.units * holding.currentUnitPrice - holding.marketValue)).toBeLessThan(0.01);
      for (const { amount, units: traded = 0, unitPrice = 0 } of bought) {
        expect(Math.abs(traded * unitPrice - amount)).toBeLessThan(0.01);
      }
    }
  });

  test.each(ofCategory("DEPOSIT_ACCOUNT"))("$name: is never overdrawn", ({ transactions }) => {
    let [running, lowest] = [0, 0];
    for (const { status, amount, debitCreditMemo } of transactions.toReversed()) {
      if (status === "POSTED") running += debitCreditMemo === "CREDIT" ? cents(amount) : -cents(amount);
      lowest = Math.min(lowest, running);
    }
    expect(lowest).toBe(0);
  });
});

describe("the transactions", () => {
  test.each(everyAccount)("$name: ids, order and status", ({ transactions }) => {
    expect(new Set(transactions.map(({ transactionId }) => transactionId)).size).toBe(transactions.length);
    const order = transactions.map(
      ({ status, transactionTimestamp }) => `${status === "PENDING" ? "1" : "0"}${transactionTimestamp}`,
    );
    expect(order).toEqual(order.toSorted().toReversed());
    const odd = transactions.filter(
      ({ status, postedTimestamp, transactionTimestamp }) =>
        (postedTimestamp === undefined) !== (status === "PENDING") ||
        transactionTimestamp.slice(0, 10) > TODAY,
    );
    expect(odd).toEqual([]);
  });

  test.each(everyAccount)("$name: types belong to the category", ({ category, transactions }) => {
    const used = new Set(transactions.map(({ transactionType = "none" }) => transactionType));
    expect([...used].filter((type) => !TYPES[category].includes(type))).toEqual([]);
  });

  test("reach two years back, and some are pending, abroad, or carry a memo", () => {
    const all = everyAccount.flatMap(({ account }) => account.ledger.newestFirst());
    expect(Math.min(...all.map(({ day }) => Number(day.replaceAll("-", ""))))).toBe(20240301);
    expect(all.some(({ pending }) => pending)).toBe(true);
    expect(all.some(({ foreign }) => foreign?.currency === "JPY")).toBe(true);
    expect(all.some(({ memo }) => memo !== undefined)).toBe(true);
  });

  test("a card payment leaves one account and reaches the other", () => {
    const maple = banks[0]?.books;
    const alex = maple?.person("alex");
    const accounts = alex && maple ? maple.accountsOf(alex) : [];
    const payments = (slot: string, description: string): (readonly [string, number])[] =>
      accounts
        .filter(({ plan }) => plan.slot === slot)
        .flatMap(({ ledger }) => ledger.newestFirst())
        .filter((entry) => entry.description === description)
        .map(({ day, cents: amount }) => [day, amount]);
    expect(payments("everyday", "Card payment")).toHaveLength(24);
    expect(payments("everyday", "Card payment")).toEqual(payments("card", "Payment received, thank you"));
  });
});

describe("the seed", () => {
  test("is the same for the same day", () => {
    for (const { profile, books } of banks) {
      const again = new BankBooks(profile, TODAY);
      for (const person of books.people) {
        expect(
          again.accountsOf(person).map(({ id, number, ledger }) => [id, number, ledger.newestFirst()]),
        ).toEqual(
          books.accountsOf(person).map(({ id, number, ledger }) => [id, number, ledger.newestFirst()]),
        );
      }
    }
  });

  test("keeps what was posted when a day passes", () => {
    const books = new BankBooks(BANK_PROFILES.liberty, "2026-03-12");
    const dana = books.person("dana");
    const [tomorrow] = dana ? books.accountsOf(dana) : [];
    const today = everyAccount.find(({ account }) => account.id === tomorrow?.id)?.account;
    const posted = (account: BankAccount | undefined): unknown[] =>
      (account?.ledger.newestFirst() ?? []).filter(({ pending, day }) => !pending && day <= TODAY);
    expect(posted(tomorrow).length).toBeGreaterThan(300);
    expect(posted(tomorrow)).toEqual(posted(today));
  });

  test("has its people at each bank, and one at two", () => {
    const ids = banks.map(({ books }) => books.people.map(({ id }) => id));
    expect(ids).toEqual([
      ["alex", "brigitte", "wei", "noor", "morgan"],
      ["alex", "dana", "eli", "fiona"],
      ["robin", "orchard"],
    ]);
  });

  test("has one person with 60 accounts and 20,000 transactions", () => {
    const morgans = everyAccount.filter(({ account }) => account.owner.id === "morgan");
    expect(morgans).toHaveLength(60);
    expect(morgans.reduce((sum, { transactions }) => sum + transactions.length, 0)).toBe(20_000);
  });

  test("gives every account an id and a number of its own", () => {
    for (const key of ["id", "number"] as const) {
      expect(new Set(everyAccount.map(({ account }) => account[key])).size).toBe(everyAccount.length);
    }
  });
});

test("the routing number has a correct check digit", () => {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];
  const digits = Array.from(BANK_PROFILES.liberty.routingNumber, Number);
  expect(digits).toHaveLength(9);
  expect(digits.reduce((sum, digit, place) => sum + digit * (weights[place] ?? 0), 0) % 10).toBe(0);
});

const TYPES = {
  DEPOSIT_ACCOUNT:
    "ADJUSTMENT ATMDEPOSIT ATMWITHDRAWAL BILLPAYMENT CASHIERSCHECK CHECK DEPOSIT DIRECTDEPOSIT DIVIDEND FEE INTEREST PERSONTOPERSON POSCREDIT POSDEBIT PREAUTHORIZEDDEPOSIT PREAUTHORIZEDWITHDRAWAL TRANSFER WITHDRAWAL".split(
      " ",
    ),
  LOC_ACCOUNT: "ADJUSTMENT CHECK FEE INTEREST PAYMENT PURCHASE WITHDRAWAL".split(" "),
  LOAN_ACCOUNT:
    "ADJUSTMENT FEE INTEREST PAYMENT LUMP_SUM_PAYMENT SKIP_PAYMENT DOUBLE_UP_PAYMENT PAYOFF".split(" "),
  INVESTMENT_ACCOUNT: "ADJUSTMENT CONTRIBUTION PURCHASED SOLD DIVIDEND FEE INTEREST TRANSFER".split(" "),
  INSURANCE_ACCOUNT: "PAYMENT FEE ADJUSTMENT INTEREST".split(" "),
  ANNUITY_ACCOUNT: [],
  COMMERCIAL_ACCOUNT: ["none"],
  DIGITAL_WALLET: "ADJUSTMENT DEPOSIT MERCHANT_PAYMENT MERCHANT_REFUND".split(" "),
  BNPL_ACCOUNT: "ADJUSTMENT FEE INTEREST PAYMENT PURCHASE".split(" "),
} as Readonly<Record<BankAccount["product"]["category"], readonly string[]>>;
