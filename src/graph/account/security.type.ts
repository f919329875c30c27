import { createUnionType } from "type-graphql";
import { discriminateBy } from "../abstract.type.js";
import { DebtSecurity } from "./debt-security.type.js";
import { MutualFundSecurity } from "./mutual-fund-security.type.js";
import { OptionSecurity } from "./option-security.type.js";
import { OtherSecurity } from "./other-security.type.js";
import { StockSecurity } from "./stock-security.type.js";
import { SweepSecurity } from "./sweep-security.type.js";

/** The details of a holding's security, told apart by FDX `securityCategory`. */
export const Security = createUnionType({
  name: "Security",
  description:
    "What an investment position consists of. An unknown kind of security is served as OtherSecurity.",
  types: () =>
    [DebtSecurity, MutualFundSecurity, OptionSecurity, OtherSecurity, StockSecurity, SweepSecurity] as const,
  resolveType: discriminateBy("Security", {
    key: "securityCategory",
    types: new Map([
      ["DEBT_SECURITY", "DebtSecurity"],
      ["MUTUAL_FUND_SECURITY", "MutualFundSecurity"],
      ["OPTION_SECURITY", "OptionSecurity"],
      ["STOCK_SECURITY", "StockSecurity"],
      ["SWEEP_SECURITY", "SweepSecurity"],
    ]),
    otherwise: "OtherSecurity",
  }),
});
