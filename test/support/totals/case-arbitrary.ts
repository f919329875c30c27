import fc from "fast-check";
import type { MadeAccount, MadeConsent, MadeHistory, Members, TotalsCase, Written } from "./made-case.js";

const MAX_CONSENTS = 4;
const MAX_ACCOUNTS = 5;

/** Most values are as FDX has them, or hardly an account would ever be added up. */
function mostly<Value>(
  usual: fc.Arbitrary<Value>,
  odd: fc.Arbitrary<Value>,
  usually = 12,
): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: usual, weight: usually }, { arbitrary: odd, weight: 1 });
}

const written = (json: string): Written => ({ json });
const text = (value: string): Written => written(JSON.stringify(value));
const oneOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const left = fc.constant(undefined);
const nothing = oneOf<Written | undefined>(undefined, written("null"));

const digits = (min: number, max: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(""));
const whole = digits(1, 20).map((list) => list.replace(/^0+(?=\d)/, ""));

/** Cents, many digits, exponents. */
const number = fc.oneof(
  {
    arbitrary: fc.tuple(fc.nat(9_999_999), digits(2, 2)).map(([units, cents]) => `${units}.${cents}`),
    weight: 6,
  },
  { arbitrary: fc.tuple(whole, digits(1, 12)).map(([units, rest]) => `${units}.${rest}`), weight: 2 },
  { arbitrary: whole, weight: 1 },
  {
    arbitrary: fc
      .tuple(whole, fc.integer({ min: -12, max: 12 }), oneOf("e", "E"))
      .map(([m, e, mark]) => `${m}${mark}${e}`),
    weight: 1,
  },
  { arbitrary: fc.constant("0"), weight: 1 },
);
const signed = (negative: number): fc.Arbitrary<string> =>
  fc.tuple(number, fc.nat(9)).map(([amount, chance]) => (chance < negative ? `-${amount}` : amount));

/** @param negative how many of ten are below zero. */
function amount(negative: number): fc.Arbitrary<Written | undefined> {
  const plain = signed(negative);
  const odd = fc.oneof(
    nothing,
    oneOf(text("n/a"), text(""), text("12.50 CAD"), text("1,234.50"), text("9".repeat(70))),
    oneOf(written("true"), written('{"amount":1}'), written("1e60")),
  );
  return mostly(
    fc.oneof({ arbitrary: plain.map(written), weight: 5 }, { arbitrary: plain.map(text), weight: 1 }),
    odd,
    16,
  );
}

const currency = mostly<Written | undefined>(
  oneOf("CAD", "USD", "CAD", "EUR", " cad ").map((code) => written(JSON.stringify({ currencyCode: code }))),
  fc.oneof(
    nothing,
    oneOf(
      written("{}"),
      written('{"currencyCode":null}'),
      written('{"currencyCode":"dollars"}'),
      text("USD"),
    ),
  ),
);

const OWED = ["LOC_ACCOUNT", "LOAN_ACCOUNT", "BNPL_ACCOUNT"];
const CATEGORIES = [
  ...["DEPOSIT_ACCOUNT", "DEPOSIT_ACCOUNT", "DEPOSIT_ACCOUNT", "DIGITAL_WALLET", "COMMERCIAL_ACCOUNT"],
  ...["INVESTMENT_ACCOUNT", "ANNUITY_ACCOUNT", "INSURANCE_ACCOUNT", ...OWED],
];
const COMMERCIAL_TYPES = [
  "COMMERCIALDEPOSIT",
  "COMMERCIALLOAN",
  "COMMERCIALLINEOFCREDIT",
  "COMMERCIALINVESTMENT",
];
const category = mostly<string | undefined>(
  oneOf(...CATEGORIES),
  oneOf<string | undefined>(undefined, "PIGGY_BANK"),
);

function balanceType(isOwed: boolean): fc.Arbitrary<Written | undefined> {
  const right = isOwed ? "LIABILITY" : "ASSET";
  return mostly(
    fc.oneof(
      { arbitrary: oneOf(text(right), text(right.toLowerCase())), weight: 2 },
      { arbitrary: left, weight: 1 },
    ),
    oneOf(text("ASSET"), text("LIABILITY"), text("OTHER"), written("null")),
    8,
  );
}

function accountMembers(kind: string | undefined): fc.Arbitrary<Members> {
  return fc.record({
    accountType: oneOf<Written | undefined>(undefined, text("CHECKING"), ...COMMERCIAL_TYPES.map(text)),
    status: mostly<Written | undefined>(
      oneOf(undefined, text("OPEN")),
      oneOf(...["CLOSED", "PAID", "PENDINGOPEN"].map(text)),
      5,
    ),
    currency,
    balanceType: balanceType(OWED.includes(kind ?? "")),
    currentBalance: amount(2),
    currentLedgerBalance: amount(2),
    currentValue: amount(1),
    surrenderValue: amount(1),
    principalBalance: amount(1),
    availableBalance: amount(2),
    currentAvailableBalance: amount(2),
  });
}

/** The window lies in the middle of them. */
const someDay = fc
  .integer({ min: 0, max: 99 })
  .map((count) => new Date(Date.UTC(2026, 0, 10 + count)).toISOString().slice(0, 10));
const moment = fc
  .tuple(someDay, oneOf("T00:00:00Z", "T23:30:00-05:00", "T01:15:00.250+02:00", "T12:00:00", ""))
  .map(([day, rest]) => text(`${day}${rest}`));
const oddMoment = fc.oneof(
  nothing,
  oneOf(text("yesterday"), text("2026-02-30T00:00:00Z"), written("20260203")),
);

const row: fc.Arbitrary<Members> = fc.record({
  transactionId: mostly<Written | undefined>(
    fc.nat(25).map((id) => text(`t-${id}`)),
    left,
    9,
  ),
  status: mostly<Written | undefined>(
    oneOf(...["POSTED", "POSTED", "POSTED", "PENDING", "MEMO", "AUTHORIZATION"].map(text)),
    oneOf<Written | undefined>(undefined, text("CLEARED")),
    20,
  ),
  debitCreditMemo: mostly<Written | undefined>(
    oneOf(...["CREDIT", "DEBIT", "DEBIT", "credit"].map(text)),
    oneOf<Written | undefined>(undefined, text("MEMO"), text("OTHER")),
    6,
  ),
  postedTimestamp: mostly<Written | undefined>(moment, oddMoment, 30),
  transactionTimestamp: mostly<Written | undefined>(moment, oddMoment, 30),
  amount: mostly<Written | undefined>(number.map(written), amount(5), 20),
  foreignAmount: oneOf<Written | undefined>(undefined, written("99.99")),
});

/** No two pages are alike: a list that repeats a page may be one that leads in a circle. */
function unlike(pages: readonly (readonly Members[])[]): MadeHistory["pages"] {
  return pages.map((page, number) =>
    page.map((members, index) => ({
      ...members,
      description: text(`${number}.${index}`),
      ...(index === 0 ? { transactionId: text(`first of ${number}`) } : {}),
    })),
  );
}

const history: fc.Arbitrary<MadeHistory> = fc.record({
  pages: fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 3 }).map(unlike),
  failure: mostly<string | undefined>(
    left,
    oneOf("PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE", "OPERATION_TOO_COMPLEX"),
    20,
  ),
  isBrokenOff: mostly(fc.constant(false), fc.constant(true), 20),
});

const account: fc.Arbitrary<MadeAccount> = category.chain((kind) =>
  fc.record({
    accountId: fc.nat(11).map((id) => `a-${id}`),
    category: fc.constant(kind),
    members: accountMembers(kind),
    isError: mostly(fc.constant(false), fc.constant(true), 20),
    history,
  }),
);

const CLUSTERS = ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS"] as const;

const consent: fc.Arbitrary<Omit<MadeConsent, "consentId">> = fc.record({
  dataProviderId: oneOf("maple", "liberty"),
  clusters: mostly<MadeConsent["clusters"]>(fc.constant(CLUSTERS), fc.subarray([...CLUSTERS]), 6),
  failure: mostly<string | undefined>(
    left,
    oneOf("PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "CONSENT_REAUTH_REQUIRED", "PROVIDER_RATE_LIMITED"),
    8,
  ),
  isShort: mostly(fc.constant(false), fc.constant(true)),
  isWrapped: fc.boolean(),
  asOf: mostly<string | undefined>(left, oneOf("2026-02-28T09:00:00.000Z", "2026-02-27T23:59:59.999Z"), 3),
  accounts: fc.uniqueArray(account, { maxLength: MAX_ACCOUNTS, selector: ({ accountId }) => accountId }),
});

const WINDOWS: readonly (readonly [from: string, to: string])[] = [
  ["2026-02-03", "2026-03-17"],
  ["2026-01-31", "2026-01-31"],
  ["2026-02-01", "2026-02-28"],
];

export const totalsCase: fc.Arbitrary<TotalsCase> = fc
  .record({
    consents: fc.array(consent, { maxLength: MAX_CONSENTS }),
    by: oneOf<TotalsCase["by"]>("DAY", "WEEK", "MONTH"),
    window: oneOf(...WINDOWS),
  })
  .map(({ consents, by, window: [from, to] }) => ({
    ...{ by, from, to },
    consents: consents.map((made, index) => ({ consentId: `c-${index + 1}`, ...made })),
  }));
