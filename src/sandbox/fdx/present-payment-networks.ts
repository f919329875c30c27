import type { BankProfile } from "../bank-profile.js";
import type { BankAccount } from "../seed/bank-books.js";

/** The networks that reach an account. Only deposit accounts are reached by any. */
export function presentPaymentNetworks(
  { number, product }: BankAccount,
  profile: BankProfile,
): readonly Record<string, unknown>[] {
  if (product.category !== "DEPOSIT_ACCOUNT") return [];
  const everyday = product.type === "CHECKING";
  const account = { identifier: number, identifierType: "ACCOUNT_NUMBER", transferIn: true };
  if (profile.country === "US") {
    const bank = { ...account, bankId: profile.routingNumber };
    return [
      { ...bank, type: "US_ACH", transferOut: true },
      { ...bank, type: "US_RTP", transferOut: everyday, supportsRequestForPayment: everyday },
    ];
  }
  const bank = {
    ...account,
    // The electronic form: a zero, the institution, the transit.
    bankId: `0${profile.institutionId}${profile.transitId}`,
    bankInstitutionId: profile.institutionId,
    bankTransitId: profile.transitId,
  };
  return [
    { ...bank, type: "CA_ACSS", transferOut: true },
    { ...bank, type: "CA_LVTS", transferOut: everyday },
  ];
}
