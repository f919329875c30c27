import type { FdxRecord } from "../data-provider.js";
import type { PlainObject } from "../fdx/dialect/plain-object.js";
import { accountKindOf } from "./connect-account-kind.js";
import type { ConnectAccount } from "./connect-view.js";
import { idText, paddedText } from "./connect-values.js";

const INSTITUTION = /^\d{3}$/;
const TRANSIT = /^\d{5}$/;
/** Payments Canada, standard 005: at most twelve digits; banks write blanks and dashes between them. */
const ACCOUNT = /^\d(?:[ -]?\d){2,16}$/;

/**
 * Flinks knows no payment networks. In Canada an account that has all three of its numbers can be paid over ACSS, and no
 * other network can be told from them. Not so a card: its number is the card's own.
 */
export function paymentNetworkRecord({ row }: ConnectAccount): FdxRecord | undefined {
  const institution = paddedText(row["InstitutionNumber"], 3) ?? "";
  const transit = paddedText(row["TransitNumber"], 5) ?? "";
  const account = idText(row["AccountNumber"]);
  const isWhole =
    account !== undefined && INSTITUTION.test(institution) && TRANSIT.test(transit) && ACCOUNT.test(account);
  if (!isWhole || accountKindOf(row).accountType === "CREDITCARD") return undefined;
  return {
    type: "CA_ACSS",
    // In the electronic form, which begins with a zero.
    bankId: `0${institution}${transit}`,
    identifier: account,
    identifierType: "ACCOUNT_NUMBER",
    bankInstitutionId: institution,
    bankTransitId: transit,
  };
}

/** What Flinks sent that the network was made of. */
export function rawPaymentNetwork({ row }: ConnectAccount): PlainObject {
  const { InstitutionNumber, TransitNumber, AccountNumber } = row;
  return { InstitutionNumber, TransitNumber, AccountNumber };
}
