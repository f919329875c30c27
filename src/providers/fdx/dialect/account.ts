import { putBills } from "./bills.js";
import { putCanadianNumbers } from "./canadian-numbers.js";
import { categoryOfValue } from "./category.js";
import { DOMICILE } from "./contact.js";
import { putCurrency } from "./currency.js";
import { putInterest } from "./interest.js";
import { isPlainObject, type PlainObject } from "./plain-object.js";
import { putSecurity, putSecurityId, putSecurityIds, SECURITY } from "./security.js";
import { putRight, shapeOf } from "./shape.js";
import { unwrapped } from "./unwrap.js";

const HOLDING = shapeOf({
  lists: ["securityIds", "assetClasses", "fiAssetClasses", "fiAttributes", "taxLots"],
  booleans: ["averageCost", "cashAccount"],
  further(holding) {
    putSecurityIds(holding);
    putSecurity(holding);
    putCurrency(holding);
    if (isPlainObject(holding["security"])) putRight(holding["security"], SECURITY);
  },
});

/** All categories in one: no name means two things. */
const ACCOUNT = shapeOf({
  names: [
    ["nickName", "nickname"],
    ["programId", "rewardProgramId"],
    ["transfersApr", "balanceTransfersApr"],
  ],
  lists: [
    ...["fiAttributes", "overdraftFundingSources", "bills", "scheduledPayments", "holdings", "openOrders"],
    ...["contribution", "vesting", "investmentLoans", "balanceList", "pensionSource", "commercialBalances"],
  ],
  booleans: [
    ...["earlyPenaltyFlag", "transferIn", "transferOut", "underArbitration", "overdraftOptIn", "overdrafted"],
    ...["overdraftProtectionFunded", "allowedCheckWriting", "allowedOptionTrade", "margin"],
  ],
  parts: [
    ["domicile", DOMICILE],
    ["holdings", HOLDING],
    ["openOrders", shapeOf({ further: putSecurityId })],
    ["contribution", shapeOf({ booleans: ["catchUpContribution"], further: putSecurityId })],
    ["balanceList", shapeOf({ further: putCurrency })],
    ["bills", shapeOf({ booleans: ["autoPayEnabled"] })],
    ["scheduledPayments", shapeOf({ booleans: ["payToPrincipal"] })],
  ],
  further(account) {
    putCurrency(account);
    putInterest(account);
    putBills(account);
    if (isCanadian(account)) putCanadianNumbers(account, "routingTransitNumber");
  },
});

/** @returns the account in FDX 6.4's shape: the same object, or the one that was wrapped in it. */
export function readAccount(row: PlainObject): PlainObject {
  const account = unwrapped(row, "accountId");
  const category = categoryOfValue(account["accountCategory"]);
  if (category !== account["accountCategory"]) account["accountCategory"] = category;
  putRight(account, ACCOUNT);
  return account;
}

/** A transit number in an account of another country would be its routing number. */
function isCanadian({ domicile, bankInstitutionId }: PlainObject): boolean {
  const isDomestic = isPlainObject(domicile) && String(domicile["country"]).toUpperCase() === "CA";
  return isDomestic || (bankInstitutionId !== undefined && bankInstitutionId !== null);
}
