import { fdxEnum } from "../fdx-enum.js";

export const TransactionStatus = fdxEnum(
  "TransactionStatus",
  "How far a transaction has come. Anything but POSTED can still change or disappear.",
  {
    AUTHORIZATION: "Approved at the point of sale, not booked.",
    MEMO: "For information; moves no money yet.",
    PENDING: "Known to the provider, not booked.",
    POSTED: "Booked and final.",
  },
);

export const DebitCreditMemo = fdxEnum(
  "DebitCreditMemo",
  "The direction of the money, seen from the account.",
  {
    CREDIT: "Money came in, or a debt was reduced.",
    DEBIT: "Money went out, or a debt grew.",
    MEMO: "No money moved.",
  },
);

export const HttpAction = fdxEnum("HttpAction", "The HTTP method a link is meant for.", [
  "GET",
  "POST",
  "PATCH",
  "DELETE",
  "PUT",
]);

export const TransactionReason = fdxEnum("TransactionReason", "Why a debt security left the account.", {
  CALL: "The issuer called it back.",
  MATURITY: "It matured.",
  SELL: "It was sold.",
});

export const IncomeType = fdxEnum("IncomeType", "The tax kind of investment income.", {
  CGLONG: "Long-term capital gain.",
  CGSHORT: "Short-term capital gain.",
  MISC: null,
});

export const TransferDirection = fdxEnum(
  "TransferDirection",
  "Whether securities came into the account or left it.",
  ["IN", "OUT"],
);
