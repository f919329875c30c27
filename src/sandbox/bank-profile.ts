/** What is fixed about one of the two sandbox banks. Both are invented, and so are their numbers. */
export type BankProfile = CanadianBank | AmericanBank;

interface CommonProfile {
  readonly name: string;
  readonly slogan: string;
}

interface CanadianBank extends CommonProfile {
  readonly key: "maple";
  readonly country: "CA";
  readonly currency: "CAD";
  readonly institutionId: string;
  readonly transitId: string;
}

interface AmericanBank extends CommonProfile {
  readonly key: "liberty";
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
    country: "CA",
    currency: "CAD",
    institutionId: "999",
    transitId: "10482",
  },
  liberty: {
    key: "liberty",
    name: "Liberty Bank",
    slogan: "The sandbox bank of the United States",
    country: "US",
    currency: "USD",
    routingNumber: "990410276",
  },
} as const satisfies Record<"maple" | "liberty", BankProfile>;
