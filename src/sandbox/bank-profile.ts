/** What is fixed about one of the sandbox banks. All are invented, and so are their numbers. */
export type BankProfile = CanadianBank | AmericanBank;

interface CommonProfile {
  readonly name: string;
  readonly slogan: string;
  /** Whose people and accounts it has. */
  readonly books: BooksKey;
  /** How much it tells: only what FDX requires and ids, what a usual bank tells, or every field there is. */
  readonly shows: "required" | "usual" | "everything";
}

/** The sets of people and accounts there are. */
export type BooksKey = "maple" | "liberty" | "full";

export type BankKey = BankProfile["key"];

interface CanadianBank extends CommonProfile {
  readonly key: "maple" | "sparse" | "capital" | "harbour";
  readonly country: "CA";
  readonly currency: "CAD";
  readonly institutionId: string;
  readonly transitId: string;
}

interface AmericanBank extends CommonProfile {
  readonly key: "liberty" | "full" | "prairie";
  readonly country: "US";
  readonly currency: "USD";
  /** Nine digits with a correct check digit, in a range that is given to no bank. */
  readonly routingNumber: string;
}

export const BANK_PROFILES = {
  maple: {
    key: "maple",
    name: "Maple Bank",
    slogan: "The sandbox bank of Canada",
    books: "maple",
    shows: "usual",
    country: "CA",
    currency: "CAD",
    institutionId: "999",
    transitId: "10482",
  },
  liberty: {
    key: "liberty",
    name: "Liberty Bank",
    slogan: "The sandbox bank of the United States",
    books: "liberty",
    shows: "usual",
    country: "US",
    currency: "USD",
    routingNumber: "990410276",
  },
  sparse: {
    key: "sparse",
    name: "Pebble Bank",
    slogan: "The sandbox bank that tells next to nothing",
    books: "maple",
    shows: "required",
    country: "CA",
    currency: "CAD",
    institutionId: "998",
    transitId: "20715",
  },
  full: {
    key: "full",
    name: "Summit Bank",
    slogan: "The sandbox bank that tells everything",
    books: "full",
    shows: "everything",
    country: "US",
    currency: "USD",
    routingNumber: "990410276",
  },
  // The next three are reached through Flinks only: the first in both of its ways, then Connect, then Outbound.
  capital: {
    key: "capital",
    name: "Flinks Capital",
    slogan: "The test bank of Flinks, as the sandbox has it",
    books: "maple",
    shows: "usual",
    country: "CA",
    currency: "CAD",
    institutionId: "777",
    transitId: "31337",
  },
  harbour: {
    key: "harbour",
    name: "Harbour Credit Union",
    slogan: "The sandbox bank without an open-banking API",
    books: "maple",
    shows: "usual",
    country: "CA",
    currency: "CAD",
    institutionId: "776",
    transitId: "40404",
  },
  prairie: {
    key: "prairie",
    name: "Prairie Community Bank",
    slogan: "The sandbox bank that has no payment networks to tell of",
    books: "liberty",
    shows: "usual",
    country: "US",
    currency: "USD",
    routingNumber: "990410276",
  },
} as const satisfies Record<CanadianBank["key"] | AmericanBank["key"], BankProfile>;
