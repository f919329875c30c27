import type { FdxEntity } from "../entity.js";

export const PaymentNetwork: FdxEntity = {
  name: "PaymentNetwork",
  fdxName: "AccountPaymentNetwork",
  cluster: "PAYMENT_SUPPORT",
  description:
    "A network over which an account can pay or be paid, and the numbers to use there. Needs PAYMENT_SUPPORT.",
  fields: {
    identifierDisplay: [
      "String",
      "gateway",
      "The identifier masked by the gateway, with its last four characters shown.",
    ],
    bankId: ["String", "5.2", "The bank's number in the network: in the US the nine-digit routing number."],
    identifier: [
      "String",
      "5.2",
      "The full account number, or its token, in the network. Sensitive: reading it is audited. Use `identifierDisplay` for screens.",
    ],
    identifierType: [
      "PaymentNetworkIdentifierType",
      "5.2",
      "Whether the identifier is the account number itself.",
    ],
    type: ["PaymentNetworkType", "5.2", "The network."],
    transferIn: ["Boolean", "5.2", "Whether the account can be paid over the network."],
    transferOut: ["Boolean", "5.2", "Whether the account can pay over the network."],
    supportsRequestForPayment: ["Boolean", "6", "Whether the account accepts requests for payment."],
    transferLimits: ["TransferLimits", "6.0", "How much may be moved; sent since FDX 6."],
    bankInstitutionId: [
      "String",
      "6.3",
      "The Canadian institution number, three digits; sent since FDX 6.3.",
    ],
    bankTransitId: [
      "String",
      "6.3",
      "The Canadian transit (branch) number, five digits; sent since FDX 6.3.",
    ],
  },
};
