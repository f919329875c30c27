import { DepositAccount } from "./account/deposit-account.type.js";
import { InvestmentAccount } from "./account/investment-account.type.js";
import { LineOfCreditAccount } from "./account/line-of-credit-account.type.js";
import { LoanAccount } from "./account/loan-account.type.js";
import { UnrecognizedAccount } from "./account/unrecognized-account.type.js";
import { DepositTransaction } from "./transaction/deposit-transaction.type.js";
import { InvestmentTransaction } from "./transaction/investment-transaction.type.js";
import { LineOfCreditTransaction } from "./transaction/line-of-credit-transaction.type.js";
import { LoanTransaction } from "./transaction/loan-transaction.type.js";
import { UnrecognizedTransaction } from "./transaction/unrecognized-transaction.type.js";

/** One type per category. No field returns them, so the schema learns of them as `orphanedTypes` of `buildSchema`. */
export const CATEGORY_TYPES = [
  DepositAccount,
  LoanAccount,
  LineOfCreditAccount,
  InvestmentAccount,
  UnrecognizedAccount,
  DepositTransaction,
  LoanTransaction,
  LineOfCreditTransaction,
  InvestmentTransaction,
  UnrecognizedTransaction,
];
