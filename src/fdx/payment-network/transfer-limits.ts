import type { FdxEntity } from "../entity.js";

export const TransferLimits: FdxEntity = {
  name: "TransferLimits",
  description: "Limits of an account in a payment network.",
  fields: {
    out: ["PaymentNetworkTransferLimits", "6.0", "Limits on money going out."],
    in: ["PaymentNetworkTransferLimits", "6.0", "Limits on money coming in."],
  },
};

export const PaymentNetworkTransferLimits: FdxEntity = {
  name: "PaymentNetworkTransferLimits",
  description: "Limits in one direction, by length of time.",
  fields: {
    day: ["PaymentNetworkTimeframeTransferLimits", "6.0", "Limits per day."],
    week: ["PaymentNetworkTimeframeTransferLimits", "6.0", "Limits per week."],
    month: ["PaymentNetworkTimeframeTransferLimits", "6.0", "Limits per month."],
    year: ["PaymentNetworkTimeframeTransferLimits", "6.0", "Limits per year."],
    transaction: ["PaymentNetworkOccurrenceTransferLimits", "6.0", "Limits of a single transfer."],
  },
};

export const PaymentNetworkTimeframeTransferLimits: FdxEntity = {
  name: "PaymentNetworkTimeframeTransferLimits",
  description: "Limits over a length of time.",
  fields: {
    resetsOn: ["DateTime", "6.0", "When counting starts anew."],
    transferMaxAmount: ["Decimal", "6.0", "The most that may be moved in that time."],
    transferRemainingAmount: ["Decimal", "6.0", "What is left of it."],
    maxOccurrence: ["Int", "6.0", "The most transfers that may be made in that time."],
    remainingOccurrence: ["Int", "6.0", "How many of them are left."],
  },
};

export const PaymentNetworkOccurrenceTransferLimits: FdxEntity = {
  name: "PaymentNetworkOccurrenceTransferLimits",
  description: "Limits of a single transfer.",
  fields: {
    transferMaxAmount: ["Decimal", "6.0", "The most one transfer may move."],
    transferRemainingAmount: ["Decimal", "6.0", "The most the next transfer may move now."],
  },
};
