import type { BankSize } from "./messages.js";

/** Invented data of one bank customer, in the shapes of FDX 6.4. The same on every run. */

/** What the three operations ask for. */
export const USUAL_SIZE: BankSize = { accounts: 20, transactions: 50 };
const NEWEST_TRANSACTION = Date.UTC(2026, 8, 30, 12);
/** Between two transactions: twenty thousand of them must lie within the two years that are asked for. */
const HALF_HOUR_MS = 1_800_000;
const WORDS = ["GROCERY", "COFFEE", "PAYROLL", "RENT", "FUEL", "PHARMACY", "TRANSFER", "UTILITY", "BOOKS"];

type Json = Readonly<Record<string, unknown>>;

/** @returns every resource of the bank, by its path below the base URL. */
export function bankResources(size: BankSize = USUAL_SIZE): ReadonlyMap<string, Json> {
  const random = randomNumbers(42);
  const accounts = Array.from({ length: size.accounts }, (_, index) => account(index, random));
  const resources = new Map<string, Json>([
    ["customers/current", customer()],
    ["accounts", { page: { totalElements: size.accounts }, accounts }],
  ]);
  for (const { accountId, accountNumber } of accounts) {
    const path = `accounts/${accountId}`;
    resources.set(`${path}/payment-networks`, { paymentNetworks: paymentNetworks(accountNumber) });
    resources.set(`${path}/transactions`, {
      page: { totalElements: size.transactions },
      transactions: Array.from({ length: size.transactions }, (_, index) =>
        transaction(accountId, index, random),
      ),
    });
  }
  return resources;
}

function customer(): Json {
  return {
    customerId: "customer-1",
    type: "CONSUMER",
    name: { first: "Ada", middle: "M", last: "Lovelace" },
    dateOfBirth: "1990-01-01",
    addresses: [{ line1: "1 Main St", city: "Ottawa", region: "ON", postalCode: "K1A 0B1", country: "CA" }],
    telephones: [{ type: "HOME", country: "1", number: "6135550100" }],
    email: ["ada@bank.test"],
  };
}

function account(index: number, random: () => number): Json & { accountId: string; accountNumber: string } {
  const suffix = String(index).padStart(4, "0");
  const money = (): number => Math.round(random() * 1e6) / 100;
  return {
    ...{ accountCategory: "DEPOSIT_ACCOUNT", accountType: index % 2 === 0 ? "CHECKING" : "SAVINGS" },
    ...{ accountId: `account-${suffix}`, accountNumber: `00001234567${suffix}` },
    ...{
      accountNumberDisplay: `****${suffix}`,
      productName: "Everyday account",
      nickname: `Account ${index}`,
    },
    ...{ status: "OPEN", description: "A deposit account for daily use", accountOpenDate: "2019-05-02" },
    ...{ currency: { currencyCode: "CAD" }, fiAttributes: [{ name: "branch", value: "0042" }] },
    ...{
      routingTransitNumber: "000100042",
      balanceType: "ASSET",
      interestRate: 1.25,
      interestRateType: "FIXED",
    },
    ...{ transferIn: true, transferOut: true, billPayStatus: "ACTIVE", micrNumber: "123456789" },
    ...{ balanceAsOf: "2026-10-01T08:00:00.000Z", currentBalance: money(), openingDayBalance: money() },
    ...{ availableBalance: money(), annualPercentageYield: 1.3, interestYtd: 12.34 },
  };
}

function paymentNetworks(accountNumber: string): readonly Json[] {
  return [
    {
      ...{ bankId: "000100042", identifier: accountNumber, identifierType: "ACCOUNT_NUMBER" },
      ...{ type: "CA_ACSS", transferIn: true, transferOut: true },
    },
    {
      ...{ bankId: "000100043", identifier: `${accountNumber}9`, identifierType: "TOKENIZED_ACCOUNT_NUMBER" },
      ...{ type: "CA_LVTS", transferIn: true, transferOut: false },
    },
  ];
}

function transaction(accountId: string, index: number, random: () => number): Json {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const word = (): string => WORDS[upTo(WORDS.length)] ?? "";
  const posted = NEWEST_TRANSACTION - index * HALF_HOUR_MS;
  return {
    ...{ accountCategory: "DEPOSIT_ACCOUNT", accountId, transactionId: `${accountId}-transaction-${index}` },
    postedTimestamp: new Date(posted).toISOString(),
    transactionTimestamp: new Date(posted - HALF_HOUR_MS).toISOString(),
    ...{ description: `${word()} STORE #${upTo(9999)}`, memo: `Card purchase ${upTo(1e6)}` },
    ...{ debitCreditMemo: random() > 0.2 ? "DEBIT" : "CREDIT", category: word().toLowerCase() },
    ...{ subCategory: "general", reference: `R${upTo(1e9)}`, status: "POSTED", amount: upTo(1e5) / 100 },
    ...{ foreignAmount: 0, foreignCurrency: "USD", transactionType: "POSDEBIT" },
    ...{ payee: `Payee ${upTo(999)}`, imageIds: [] },
  };
}

/** A linear congruential generator: the values only have to look different and be the same on every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
