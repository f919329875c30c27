import { fdxEnum } from "../fdx-enum.js";

export const PaymentNetworkType = fdxEnum("PaymentNetworkType", "A network that moves money between banks.", {
  CA_ACSS: "Canadian batch clearing of everyday payments.",
  CA_LVTS: "Canadian large-value payments (since succeeded by Lynx).",
  US_ACH: "US batch clearing of everyday payments.",
  US_CHIPS: "US private large-value payments.",
  US_FEDNOW: "US instant payments of the Federal Reserve.",
  US_FEDWIRE: "US large-value payments of the Federal Reserve.",
  US_RTP: "US instant payments of The Clearing House.",
});

export const PaymentNetworkIdentifierType = fdxEnum(
  "PaymentNetworkIdentifierType",
  "Whether a network identifier is the account number itself.",
  {
    ACCOUNT_NUMBER: null,
    TOKENIZED_ACCOUNT_NUMBER: "A stand-in that the bank can withdraw; treat it as just as sensitive.",
  },
);

export const AssetTransferType = fdxEnum(
  "AssetTransferType",
  "A network that moves securities between institutions.",
  {
    CA_ATON: "Canadian transfers of accounts between dealers.",
    US_ACATS: "US transfers of whole accounts between brokers.",
    US_DTC: "US transfers of single positions at the central depository.",
  },
);
