import { Args, Ctx, Query, Resolver } from "type-graphql";
import { sumOf } from "../../core/decimal.js";
import { listAccounts } from "../account/account-list.js";
import type { GraphContext } from "../context.js";
import { type AccountValue, accountValue } from "./account-value.js";
import { byCurrency } from "./by-currency.js";
import { CashFlowArgs } from "./cash-flow.args.js";
import { readCashFlow } from "./cash-flow.js";
import { CashFlow } from "./cash-flow.type.js";
import { CashPosition } from "./cash-position.type.js";
import { NetWorth } from "./net-worth.type.js";
import { survey } from "./survey.js";

/** Totals over all the caller's active consents. What they mean is written down in docs/totals.md. */
@Resolver()
export class TotalsResolver {
  @Query(() => CashPosition, {
    nullable: true,
    description:
      "The money at hand over all banks: deposit accounts, wallets and commercial accounts. Needs ACCOUNT_DETAILED; one upstream call for each consent.",
  })
  async cashPosition(@Ctx() context: GraphContext): Promise<CashPosition> {
    const list = await listAccounts(context, { resultType: "details", isReadOn: false });
    const { parts, coverage } = await survey(context, list, (node) =>
      accountValue(node, ({ isCash }) => isCash),
    );
    return { amounts: byCurrency(parts, cashOf), coverage };
  }

  @Query(() => NetWorth, {
    nullable: true,
    description:
      "What is owned and what is owed over all banks. Needs ACCOUNT_DETAILED; one upstream call for each consent.",
  })
  async netWorth(@Ctx() context: GraphContext): Promise<NetWorth> {
    const list = await listAccounts(context, { resultType: "details", isReadOn: false });
    const { parts, coverage } = await survey(context, list, (node) => accountValue(node, () => true));
    return { amounts: byCurrency(parts, worthOf), coverage };
  }

  @Query(() => CashFlow, {
    nullable: true,
    description:
      "What came into the accounts of `cashPosition` and went out of them, by day, week or month; booked transactions only. Needs TRANSACTIONS; one upstream call for each consent, and one for each account and page.",
  })
  async cashFlow(
    @Ctx() context: GraphContext,
    @Args(() => CashFlowArgs) args: CashFlowArgs,
  ): Promise<CashFlow> {
    return readCashFlow(context, args);
  }
}

type Members<Of> = Omit<Of, "currency">;

function cashOf(values: readonly AccountValue[]): Members<CashPosition["amounts"][number]> {
  const available = values.flatMap((value) => value.available ?? []);
  return {
    amount: sumOf(values.map(({ amount }) => amount)),
    available: available.length === values.length ? sumOf(available) : null,
  };
}

function worthOf(values: readonly AccountValue[]): Members<NetWorth["amounts"][number]> {
  const on = (side: AccountValue["side"]): AccountValue[] => values.filter((value) => value.side === side);
  const assets = sumOf(on("OWNED").map(({ amount }) => amount));
  const liabilities = sumOf(on("OWED").map(({ amount }) => amount));
  return { assets, liabilities, net: assets.minus(liabilities) };
}
