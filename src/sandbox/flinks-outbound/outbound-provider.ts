import { BANK_PROFILES, type BankProfile } from "../bank-profile.js";

/** The data scopes of Outbound, in the order of the documentation. */
export const DATA_SCOPES = [
  ...(["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "ACCOUNT_PAYMENTS", "INVESTMENTS"] as const),
  ...(["TRANSACTIONS", "STATEMENTS", "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"] as const),
] as const;

export type DataScope = (typeof DATA_SCOPES)[number];

/** A Data Provider as Outbound lists it. */
export interface OutboundProvider {
  readonly id: number;
  readonly name: string;
  readonly country: "CA" | "US";
  readonly url: string;
  readonly scopes: readonly DataScope[];
  /** Nobody can be registered with it or authorized at it. */
  readonly suspended?: boolean;
  /** The bank behind it; missing for those that are there to fill the directory. */
  readonly bank?: ProviderBank;
}

/** What of FDX a provider gives in its own way: Outbound passes it on as it is. */
export interface ProviderBank {
  readonly profile: BankProfile;
  /** Newest transactions, not wrapped, inside of account details. */
  readonly embedsTransactions: boolean;
  /** Whether transactions have a `debitCreditMemo`. */
  readonly tellsDirection: boolean;
  readonly hasPaymentNetworks: boolean;
  /** A statement is a redirect to storage instead of a file. */
  readonly redirectsStatements: boolean;
  /** The newer rendering of a customer: the profile only, with neither e-mail address nor accounts. */
  readonly profileOnly: boolean;
}

const CAPITAL: ProviderBank = {
  profile: BANK_PROFILES.capital,
  embedsTransactions: true,
  tellsDirection: true,
  hasPaymentNetworks: true,
  redirectsStatements: false,
  profileOnly: true,
};

/** The providers with something to show. 1000 is the one that the documentation shows too. */
const PROVIDERS: readonly OutboundProvider[] = [
  {
    id: 1000,
    name: "Flinks Capital",
    country: "CA",
    url: "https://capital.flinks-sandbox.invalid",
    scopes: DATA_SCOPES,
    bank: CAPITAL,
  },
  {
    id: 2001,
    name: "Aurora Credit Union",
    country: "CA",
    url: "https://aurora.flinks-sandbox.invalid",
    scopes: ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS", "CUSTOMER_CONTACT"],
    // The same books as 1000, so the same account ids: they are unique at one provider only.
    bank: {
      ...CAPITAL,
      profile: { ...CAPITAL.profile, name: "Aurora Credit Union", slogan: "A credit union of the sandbox" },
      embedsTransactions: false,
    },
  },
  {
    id: 3001,
    name: "Ravine Savings",
    country: "CA",
    url: "https://ravine.flinks-sandbox.invalid",
    scopes: ["ACCOUNT_BASIC", "ACCOUNT_DETAILED"],
    suspended: true,
  },
  {
    id: 4101,
    name: "Prairie Community Bank",
    country: "US",
    url: "https://prairie.flinks-sandbox.invalid",
    scopes: DATA_SCOPES.filter((scope) => scope !== "INVESTMENTS"),
    bank: {
      profile: BANK_PROFILES.prairie,
      embedsTransactions: false,
      tellsDirection: false,
      hasPaymentNetworks: false,
      redirectsStatements: true,
      profileOnly: false,
    },
  },
];

const FIRST_EXTRA_ID = 10_001;
const PLACES = ["Harbour", "Cedar", "Granite", "Meadow", "Lakeside", "Falcon", "Juniper", "Beacon", "Summit"];
const KINDS = ["Credit Union", "Savings Bank", "Community Bank", "Caisse", "Trust"];

/** All providers in the ecosystem. @param extra how many more that only fill the list. */
export function outboundProviders(extra: number): readonly OutboundProvider[] {
  return [...PROVIDERS, ...Array.from({ length: extra }, (_, index) => listEntry(index))];
}

function listEntry(index: number): OutboundProvider {
  const round = Math.floor(index / (PLACES.length * KINDS.length));
  const place = PLACES[index % PLACES.length] ?? "";
  const kind = KINDS[Math.floor(index / PLACES.length) % KINDS.length] ?? "";
  const id = FIRST_EXTRA_ID + index;
  return {
    id,
    name: `${place} ${kind}${round === 0 ? "" : ` ${String(round + 1)}`}`,
    country: index % 3 === 0 ? "CA" : "US",
    url: `https://provider-${String(id)}.flinks-sandbox.invalid`,
    scopes: ["ACCOUNT_BASIC", "ACCOUNT_DETAILED", "TRANSACTIONS"],
  };
}
