import type { FdxEntity } from "../entity.js";

export const CommercialTransaction: FdxEntity = {
  name: "CommercialTransaction",
  extends: "Transaction",
  when: "COMMERCIAL_ACCOUNT",
  description: "A movement on a treasury account. It has no `transactionType`: read `commercialCode`.",
  fields: {
    immediateAvailableBalance: ["Decimal", "5.2", "The part that can be used at once."],
    nextDayAvailableBalance: ["Decimal", "5.2", "The part that can be used the next day."],
    twoDaysPlusAvailableBalance: ["Decimal", "5.2", "The part that can be used in two days or later."],
    referenceBankId: ["String", "5.2", "The bank's reference."],
    referenceBranchId: ["String", "5.2", "The branch's reference."],
    referenceCustomerId: ["String", "5.2", "The customer's reference."],
    commercialCode: ["CommercialCode", "5.2", "What kind of movement it is, by a treasury code."],
  },
};
