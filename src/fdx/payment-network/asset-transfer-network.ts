import type { FdxEntity } from "../entity.js";

export const AssetTransferNetwork: FdxEntity = {
  name: "AssetTransferNetwork",
  cluster: "PAYMENT_SUPPORT",
  description:
    "A network over which the securities of an account can be moved, and the numbers to use there. Needs PAYMENT_SUPPORT.",
  fields: {
    identifierDisplay: [
      "String",
      "gateway",
      "The identifier masked by the gateway, with its last four characters shown.",
    ],
    identifier: [
      "String",
      "6.0",
      "The full account number, or its token, in the network. Sensitive: reading it is audited. Use `identifierDisplay` for screens.",
    ],
    identifierType: [
      "PaymentNetworkIdentifierType",
      "6.0",
      "Whether the identifier is the account number itself.",
    ],
    institutionName: ["String", "6.0", "The institution that keeps the account."],
    institutionId: ["String", "6.0", "Its number in the network."],
    type: ["AssetTransferType", "6.0", "The network."],
    jointAccount: ["Boolean", "6.0", "Whether the account has several owners."],
  },
};
