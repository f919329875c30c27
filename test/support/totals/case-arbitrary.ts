import fc from "fast-check";
import { historyIn } from "./history-arbitrary.js";
import type { MadeAccount, MadeConsent, Members, TotalsCase, Window, Written } from "./made-case.js";
import { amount, left, mostly, nothing, oneOf, rarely, text, written } from "./written-arbitrary.js";

const MAX_CONSENTS = 4;
const MAX_ACCOUNTS = 5;

const OWED = ["LOC_ACCOUNT", "LOAN_ACCOUNT", "BNPL_ACCOUNT"];
const CATEGORIES = [
  ...["DEPOSIT_ACCOUNT", "DEPOSIT_ACCOUNT", "DEPOSIT_ACCOUNT", "DIGITAL_WALLET", "COMMERCIAL_ACCOUNT"],
  ...["INVESTMENT_ACCOUNT", "ANNUITY_ACCOUNT", "INSURANCE_ACCOUNT", ...OWED],
];
const COMMERCIAL_TYPES = [
  ...["COMMERCIALDEPOSIT", "COMMERCIALLOAN", "COMMERCIALLINEOFCREDIT", "COMMERCIALINVESTMENT"],
];
const CLUSTERS = ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS"] as const;
const WINDOWS: readonly Window[] = [
  { from: "2026-02-03", to: "2026-03-17" },
  { from: "2026-01-31", to: "2026-01-31" },
  { from: "2026-02-01", to: "2026-02-28" },
];

const category = mostly<string | undefined>(oneOf(...CATEGORIES), oneOf(undefined, "PIGGY_BANK"));

const currency = mostly<Written | undefined>(
  oneOf("CAD", "USD", "CAD", "EUR", " cad ").map((code) => written(JSON.stringify({ currencyCode: code }))),
  fc.oneof(
    nothing,
    oneOf(...["{}", '{"currencyCode":null}', '{"currencyCode":"dollars"}', '"USD"'].map(written)),
  ),
);

function balanceType(isOwed: boolean): fc.Arbitrary<Written | undefined> {
  const right = isOwed ? "LIABILITY" : "ASSET";
  return mostly(
    oneOf<Written | undefined>(text(right), text(right.toLowerCase()), undefined),
    oneOf<Written | undefined>(text("ASSET"), text("LIABILITY"), text("OTHER"), written("null")),
    8,
  );
}

function membersOf(kind: string | undefined): fc.Arbitrary<Members> {
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

function accountIn(window: Window): fc.Arbitrary<MadeAccount> {
  return category.chain((kind) =>
    fc.record({
      accountId: fc.nat(11).map((id) => `a-${id}`),
      category: fc.constant(kind),
      members: membersOf(kind),
      isError: rarely(20),
      history: historyIn(window),
    }),
  );
}

function consentIn(window: Window): fc.Arbitrary<Omit<MadeConsent, "consentId">> {
  const failures = oneOf(
    ...["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT", "CONSENT_REAUTH_REQUIRED", "PROVIDER_RATE_LIMITED"],
  );
  return fc.record({
    dataProviderId: oneOf("maple", "liberty"),
    clusters: mostly<MadeConsent["clusters"]>(fc.constant(CLUSTERS), fc.subarray([...CLUSTERS]), 6),
    failure: mostly<string | undefined>(left, failures, 8),
    hasEnded: rarely(),
    isShort: rarely(),
    isWrapped: fc.boolean(),
    asOf: mostly<string | undefined>(left, oneOf("2026-02-28T09:00:00.000Z", "2026-02-27T23:59:59.999Z"), 3),
    accounts: fc.uniqueArray(accountIn(window), {
      maxLength: MAX_ACCOUNTS,
      selector: ({ accountId }) => accountId,
    }),
  });
}

export const totalsCase: fc.Arbitrary<TotalsCase> = oneOf(...WINDOWS).chain((window) =>
  fc
    .tuple(
      fc.array(consentIn(window), { maxLength: MAX_CONSENTS }),
      oneOf<TotalsCase["by"]>("DAY", "WEEK", "MONTH"),
    )
    .map(([consents, by]) => ({
      ...{ ...window, by },
      consents: consents.map((made, index) => ({ consentId: `c-${index + 1}`, ...made })),
    })),
);
