import { sumOf } from "../../core/decimal.js";
import type { GraphContext } from "../context.js";
import { accountsWithTransactions } from "../transaction/accounts-with-transactions.js";
import { type AccountFlow, accountFlow } from "./account-flow.js";
import { byCurrency } from "./by-currency.js";
import { type CashFlowArgs, requireWindow } from "./cash-flow.args.js";
import type { CashFlow, CashFlowAmount } from "./cash-flow.type.js";
import { Periods } from "./periods.js";
import { survey } from "./survey.js";

/** @throws GatewayError ARGUMENT_INVALID */
export async function readCashFlow(context: GraphContext, args: CashFlowArgs): Promise<CashFlow> {
  requireWindow(args);
  const periods = new Periods(args);
  const list = await accountsWithTransactions(context);
  const { parts, coverage } = await survey(context, list, (node) => accountFlow(context, node, periods));
  return {
    periods: periods.all.map((period) => ({
      ...period,
      amounts: byCurrency(parts, (flows) => movedIn(flows, period.from)),
    })),
    coverage,
  };
}

function movedIn(flows: readonly AccountFlow[], start: string): Omit<CashFlowAmount, "currency"> {
  const changes = flows.flatMap((flow) => flow.changes.get(start) ?? []);
  const inflow = sumOf(changes.filter((change) => change.gt(0)));
  const net = sumOf(changes);
  return { inflow, outflow: inflow.minus(net), net };
}
