import { putBills } from "./bills.js";
import { putCanadianAccount, putCanadianNetwork } from "./canadian-numbers.js";
import { putInterest } from "./interest.js";
import type { PlainObject } from "./plain-object.js";
import { putIdentifier, putRoutingNumber } from "./payment-network.js";
import { putPaymentDetails } from "./payment-details.js";
import { putSecurity, putSecurityId, putSecurityIds } from "./security.js";
import { putNetwork } from "./telephone.js";

/** How older versions and some providers write an entity, as far as its field table cannot say it. */
export interface OtherWays {
  /** Another name → FDX 6.4's own. */
  readonly names?: readonly (readonly [other: string, own: string])[];
  /** The member that a bare value in place of the record stands for. */
  readonly alone?: string;
  /** What takes more than one member to say; for the kinds of an entity too. */
  readonly further?: readonly ((record: PlainObject) => void)[];
  /** The members that these fill where they are missing, if all else they do is to make a text of a number. */
  readonly fills?: readonly string[];
}

/** `state` in FDX 4.6, deprecated in 5.x. */
const REGION: OtherWays = { names: [["state", "region"]] };
const EMAILS: OtherWays = { names: [["email", "emails"]] };

/** By the entity's name in the field tables. What is written otherwise only in its type stands nowhere but there. */
export const OTHER_WAYS: Readonly<Record<string, OtherWays>> = {
  Account: {
    names: [
      ["nickName", "nickname"],
      ["programId", "rewardProgramId"],
    ],
    further: [putInterest, putCanadianAccount],
  },
  AccountContact: EMAILS,
  AssetTransferNetwork: { further: [putIdentifier] },
  Contribution: { further: [putSecurityId] },
  Currency: { alone: "currencyCode" },
  CustomerRecord: EMAILS,
  DeliveryAddress: REGION,
  Domicile: REGION,
  Holding: { further: [putSecurityIds, putSecurity] },
  InterestRate: { alone: "rate" },
  InvestmentAccount: { names: [["calendaryearFor401K", "calendarYearFor401K"]] },
  InvestmentTransaction: { further: [putSecurityId], fills: ["securityId", "securityIdType"] },
  LineOfCreditAccount: { names: [["transfersApr", "balanceTransfersApr"]], further: [putBills] },
  LineOfCreditTransaction: { further: [putPaymentDetails], fills: ["paymentDetails"] },
  LoanTransaction: { further: [putPaymentDetails], fills: ["paymentDetails"] },
  OpenOrder: { further: [putSecurityId] },
  PaymentNetwork: {
    further: [putIdentifier, putCanadianNetwork, putRoutingNumber],
    fills: ["bankId", "bankInstitutionId", "bankTransitId"],
  },
  RewardCategory: { names: [["programId", "rewardProgramId"]] },
  RewardProgram: { names: [["programId", "rewardProgramId"]] },
  TelephoneNumber: { further: [putNetwork] },
};
