import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { accountRecord, rawAccount } from "../../../../src/providers/flinks-connect/connect-account.js";
import { accountKindOf } from "../../../../src/providers/flinks-connect/connect-account-kind.js";
import {
  contactRecord,
  customerRecord,
  holdersOf,
} from "../../../../src/providers/flinks-connect/connect-holder.js";
import { paymentNetworkRecord } from "../../../../src/providers/flinks-connect/connect-payment-network.js";
import { transactionRecord } from "../../../../src/providers/flinks-connect/connect-transaction.js";
import {
  accountsIn,
  type ConnectAccount,
  transactionsIn,
} from "../../../../src/providers/flinks-connect/connect-view.js";
import {
  bytesOf,
  connectAccount,
  connectTransaction,
  HOLDER,
  type Json,
} from "../../../support/connect-answers.js";

const AS_OF = "2026-03-01T11:00:00.123Z";

function accountOf(changes: Json = {}): ConnectAccount {
  const [account] = accountsIn(bytesOf([connectAccount(changes)]));
  if (account === undefined) throw new Error("no account");
  return account;
}

const details = (changes: Json = {}): Json => accountRecord(accountOf(changes), AS_OF, "details");
const transaction = (changes: Json, account: Json = {}): Json =>
  transactionRecord(accountOf(account), { ...connectTransaction(changes) });

describe("an account", () => {
  it("has FDX's names, exact amounts, and the moment it was read", () => {
    expect(details()).toEqual({
      accountId: "chequing-1",
      accountCategory: "DEPOSIT_ACCOUNT",
      accountType: "CHECKING",
      accountNumberDisplay: "1000",
      productName: "Chequing CAD",
      currency: { currencyCode: "CAD" },
      fiAttributes: [
        { name: "Category", value: "Operations" },
        { name: "Type", value: "Chequing" },
        { name: "OverdraftLimit", value: "250" },
      ],
      currentBalance: "4567.02",
      availableBalance: "4500.5",
      balanceAsOf: AS_OF,
      bankInstitutionId: "777",
      bankTransitId: "77777",
    });
  });

  it("has no balances and no bank numbers where only the descriptor was asked for", () => {
    expect(accountRecord(accountOf(), AS_OF, "lightweight")).toEqual({
      accountId: "chequing-1",
      accountCategory: "DEPOSIT_ACCOUNT",
      accountType: "CHECKING",
      accountNumberDisplay: "1000",
      productName: "Chequing CAD",
      currency: { currencyCode: "CAD" },
      fiAttributes: [
        { name: "Category", value: "Operations" },
        { name: "Type", value: "Chequing" },
      ],
    });
  });

  it.each([
    ["Operations", "Savings", "DEPOSIT_ACCOUNT", "SAVINGS"],
    ["Credits", "CreditCard", "LOC_ACCOUNT", "CREDITCARD"],
    ["Credits", "LineOfCreditHomeEquity", "LOC_ACCOUNT", "HOMELINEOFCREDIT"],
    ["Credits", "LoanStudent", "LOAN_ACCOUNT", "STUDENTLOAN"],
    ["Credits", "LoanBoat", "LOAN_ACCOUNT", "LOAN"],
    ["Products", "Mortgage", "LOAN_ACCOUNT", "MORTGAGE"],
    ["Products", "GIC", "DEPOSIT_ACCOUNT", "CD"],
    ["Products", "RRSP", "INVESTMENT_ACCOUNT", "REGISTEREDRETIREMENTSAVINGSPLAN"],
    // Not known: the category decides, and Flinks' word stays.
    ["Operations", "Unknown", "DEPOSIT_ACCOUNT", "Unknown"],
    ["Credits", "Unknown", "LOC_ACCOUNT", "Unknown"],
    ["Products", "NewPlan", "INVESTMENT_ACCOUNT", "NewPlan"],
    // A guess from the title that the bank's own list contradicts.
    ["Operations", "Mortgage", "DEPOSIT_ACCOUNT", "Mortgage"],
    ["Credits", "Savings", "LOC_ACCOUNT", "Savings"],
    ["Other", "Unknown", "Other", "Unknown"],
    ["Other", "TFSA", "INVESTMENT_ACCOUNT", "TAXFREESAVINGSACCOUNT"],
    ["Crypto", "Coin", "Crypto", "Coin"],
    [null, "Savings", "DEPOSIT_ACCOUNT", "SAVINGS"],
    [null, null, undefined, null],
  ])("of category %p and type %p is %p, %p", (Category, Type, category, accountType) => {
    expect(accountKindOf({ Category, Type })).toEqual({ category, accountType });
  });

  it("puts the balances where its category has them, and the others among what FDX has no field for", () => {
    const Balance = { Available: 100, Current: 900.1, Limit: 1000 };
    const card = details({ Category: "Credits", Type: "CreditCard", Balance });
    expect(card).toMatchObject({ currentBalance: "900.1", availableCredit: "100", creditLine: "1000" });
    expect(details({ Category: "Credits", Type: "Loan", Balance })).toMatchObject({
      principalBalance: "900.1",
    });
    expect(details({ Category: "Products", Type: "RRSP", Balance })).toMatchObject({ currentValue: "900.1" });
    const points = details({ Category: "Other", Type: "Unknown", Balance });
    expect(points).not.toHaveProperty("balanceAsOf");
    expect(points["fiAttributes"]).toEqual(
      expect.arrayContaining([
        { name: "Balance.Current", value: "900.1" },
        { name: "Balance.Available", value: "100" },
        { name: "Balance.Limit", value: "1000" },
      ]),
    );
  });

  it("shows four digits of its number, and none of one that has no more", () => {
    expect(details({ LastFourDigits: null, AccountNumber: "12345678" })["accountNumberDisplay"]).toBe("5678");
    expect(details({ LastFourDigits: null, AccountNumber: "1234" })).not.toHaveProperty(
      "accountNumberDisplay",
    );
    expect(details({ LastFourDigits: "9912345678" })["accountNumberDisplay"]).toBe("5678");
  });

  it("keeps every digit of an amount that no double holds", () => {
    const text =
      '[{"Id":"a","Category":"Operations","Balance":{"Current":12345678901234567.89,"Available":1e-7}}]';
    const [account] = accountsIn(Buffer.from(text));
    expect(account && accountRecord(account, AS_OF, "details")).toMatchObject({
      currentBalance: "12345678901234567.89",
      availableBalance: "0.0000001",
    });
  });

  it("leaves a value that is no amount for its reader to refuse, and does not make one up", () => {
    expect(details({ Balance: { Current: "n/a" } })["currentBalance"]).toBe("n/a");
    expect(details({ Balance: "n/a" })).not.toHaveProperty("currentBalance");
  });

  it("is raw without what other data clusters cover", () => {
    const raw = rawAccount(accountOf(), "details");
    expect(Object.keys(raw)).toEqual(expect.arrayContaining(["Id", "Balance", "TransitNumber"]));
    for (const name of ["Holder", "Transactions", "AccountNumber"]) expect(raw).not.toHaveProperty(name);
    expect(rawAccount(accountOf(), "lightweight")).not.toHaveProperty("Balance");
  });
});

describe("a transaction", () => {
  it("has FDX's names; its day is the bank's own", () => {
    expect(transaction({})).toEqual({
      accountCategory: "DEPOSIT_ACCOUNT",
      accountId: "chequing-1",
      transactionId: "5bab48e8-2a64-4e25-b08e-3a3fe24eb1f0",
      postedTimestamp: "2026-02-10T00:00:00",
      description: "EFT Deposit from payroll",
      status: "POSTED",
      debitCreditMemo: "CREDIT",
      amount: "1504.04",
      fiAttributes: [{ name: "Balance", value: "4567.02" }],
    });
  });

  it.each([
    [12.3, null, "DEBIT", "12.3"],
    [12.3, 0, "DEBIT", "12.3"],
    [null, "0.10", "CREDIT", "0.10"],
    [0, 5, "CREDIT", "5"],
    // Flinks' own sample fills both, and does not say what that means.
    [12.3, 5, undefined, undefined],
    [5, 5, undefined, undefined],
    [null, null, undefined, undefined],
    [-5, null, undefined, undefined],
    [null, -5, undefined, undefined],
    [0, null, undefined, "0"],
    [0, 0, undefined, "0"],
    ["five", null, undefined, "five"],
  ])("with debit %p and credit %p is %p of %p", (Debit, Credit, memo, amount) => {
    const record = transaction({ Debit, Credit });
    expect([record["debitCreditMemo"], record["amount"]]).toEqual([memo, amount]);
  });

  it("keeps a running balance in FDX's field where there is one", () => {
    const record = transaction({}, { Category: "Products", Type: "RRSP" });
    expect(record).toMatchObject({ accountCategory: "INVESTMENT_ACCOUNT", runningBalance: "4567.02" });
    expect(record).not.toHaveProperty("fiAttributes");
  });

  it("keeps a date that cannot be read as it came", () => {
    expect(transaction({ Date: "10/02/2026" })["postedTimestamp"]).toBe("10/02/2026");
  });
});

describe("holders", () => {
  const holders = (...rows: Json[]): ReturnType<typeof holdersOf> => {
    const accounts = rows.map((row, index) => connectAccount({ Id: `account-${index}`, ...row }));
    return holdersOf(accountsIn(bytesOf(accounts)), "key of the login");
  };

  it("are one person over several accounts, whose name is not taken apart", () => {
    const [john, ...others] = holders(
      {},
      { Holder: { ...HOLDER, Name: "JOHN  DOE", Email: "jd@example.test" } },
    );
    expect(others).toEqual([]);
    expect(john && customerRecord(john)).toEqual({
      customerId: expect.stringMatching(/^[\w-]{22}$/),
      type: "CONSUMER",
      name: { full: "John Doe" },
      emails: ["john@example.test", "jd@example.test"],
      addresses: [
        {
          line1: "1275 avenue des Canadiens-de-Montréal",
          line2: "PO Box 7",
          city: "Montréal",
          region: "QC",
          postalCode: "H3B 5E8",
          country: "CA",
        },
      ],
      telephones: [{ number: "(514) 333-7777" }],
      accounts: [{ accountId: "account-0" }, { accountId: "account-1" }],
    });
  });

  it("of a business have their name where FDX has a company's", () => {
    const [shop] = holders({ AccountType: "Business", Holder: { Name: "Maple Bakery Inc." } });
    expect(shop && contactRecord(shop)).toEqual({
      holders: [{ customerId: expect.any(String), type: "BUSINESS", name: { company: "Maple Bakery Inc." } }],
    });
  });

  it("that are told of as both are told as neither", () => {
    const [both] = holders({}, { AccountType: "Business" });
    expect(both && customerRecord(both)).not.toHaveProperty("type");
  });

  it("differ by name, keep their ids, and are somebody else under another login", () => {
    const two = holders({}, { Holder: { ...HOLDER, Name: "Jane Doe" } });
    expect(new Set(two.map(({ customerId }) => customerId)).size).toBe(2);
    const accounts = accountsIn(bytesOf([connectAccount()]));
    expect(holdersOf(accounts, "key of the login")[0]?.customerId).toBe(two[0]?.customerId);
    expect(holdersOf(accounts, "another key")[0]?.customerId).not.toBe(two[0]?.customerId);
  });

  it("of whom nothing is said are none", () => {
    expect(holders({ Holder: null }, { Holder: {} }, { Holder: { Name: " " } })).toEqual([]);
  });
});

describe("a payment network", () => {
  const network = (changes: Json): unknown => paymentNetworkRecord(accountOf(changes));

  it("is made of the three numbers of a Canadian account", () => {
    expect(network({})).toEqual({
      type: "CA_ACSS",
      bankId: "077777777",
      identifier: "1111000",
      identifierType: "ACCOUNT_NUMBER",
      bankInstitutionId: "777",
      bankTransitId: "77777",
    });
    expect(network({ InstitutionNumber: 4, TransitNumber: 123 })).toMatchObject({ bankId: "000400123" });
  });

  it.each([
    { InstitutionNumber: null },
    { TransitNumber: null },
    { AccountNumber: null },
    { TransitNumber: "1234" },
    { InstitutionNumber: "77x" },
    { AccountNumber: "****000" },
    { Category: "Credits", Type: "CreditCard" },
  ])("is not made up of %p", (changes) => {
    expect(network(changes)).toBeUndefined();
  });
});

describe("rows of other shapes", () => {
  it.each([["text"], [7], [[]], [{}], [{ Id: null }], [{ Id: "" }], [{ Id: {} }], [{ Id: "x".repeat(257) }]])(
    "the account %p makes the answer unreadable, without a word of it",
    (row) => {
      expect(() => accountsIn(bytesOf([connectAccount(), row]))).toThrow(
        "PROVIDER_ANSWER_INVALID: the Id of Accounts.1 is missing or of another shape",
      );
    },
  );

  it("are dropped where they are null, as everywhere; the same id twice is one account", () => {
    const rows = [null, connectAccount(), connectAccount({ Title: "Again" })];
    expect(accountsIn(bytesOf(rows))).toHaveLength(1);
    expect(transactionsIn(accountOf({ Transactions: [null, connectTransaction()] }))).toHaveLength(1);
    expect(transactionsIn(accountOf({ Transactions: null }))).toEqual([]);
    expect(() => transactionsIn(accountOf({ Transactions: ["text"] }))).toThrow("PROVIDER_ANSWER_INVALID");
  });

  it("never cost more than the answer, whatever stands in them", () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(-0, 1e308, "Infinity", "1e999999", "NaN"),
    );
    const row = fc.record(
      {
        ...{ Id: fc.oneof(fc.string(), odd), Title: odd, AccountNumber: odd, LastFourDigits: odd },
        ...{ TransitNumber: odd, InstitutionNumber: odd, OverdraftLimit: odd, Category: odd, Type: odd },
        ...{ Currency: odd, AccountType: odd, Holder: fc.oneof(odd, fc.dictionary(fc.string(), odd)) },
        Balance: fc.oneof(odd, fc.record({ Available: odd, Current: odd, Limit: odd })),
        Transactions: fc.oneof(
          odd,
          fc.array(
            fc.record({ Id: odd, Date: odd, Description: odd, Debit: odd, Credit: odd, Balance: odd }),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), (rows) => {
        const outcome = mapped(rows);
        expect(outcome === "read" || outcome === "PROVIDER_ANSWER_INVALID").toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Everything that is made of an answer, as JSON: what a graph would have to write. */
function mapped(rows: unknown): string {
  try {
    for (const account of accountsIn(bytesOf(rows))) {
      const holders = holdersOf([account], "key");
      const made = [
        accountRecord(account, AS_OF, "details"),
        ...transactionsIn(account).map((row) => transactionRecord(account, row)),
        ...holders.flatMap((holder) => [customerRecord(holder), contactRecord(holder)]),
        paymentNetworkRecord(account),
      ];
      expect(JSON.parse(JSON.stringify(made[0]))).toMatchObject({ accountId: account.accountId });
    }
    return "read";
  } catch (failure) {
    if (failure instanceof GatewayError) return failure.code;
    throw failure;
  }
}
