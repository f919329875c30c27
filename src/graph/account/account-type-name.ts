import { discriminateBy } from "../abstract.type.js";

/** @returns the GraphQL type of an account, by FDX `accountCategory`. */
export const accountTypeName = discriminateBy("Account", {
  key: "accountCategory",
  types: new Map([
    ["DEPOSIT_ACCOUNT", "DepositAccount"],
    ["LOAN_ACCOUNT", "LoanAccount"],
    ["LOC_ACCOUNT", "LineOfCreditAccount"],
    ["INVESTMENT_ACCOUNT", "InvestmentAccount"],
  ]),
  otherwise: "UnrecognizedAccount",
});
