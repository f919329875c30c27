import type { BankAccount } from "../seed/bank-books.js";
import { decimal } from "./decimal.js";

/** Bulk accounts are for load and share one round limit. */
const BULK_LIMIT_CENTS = 10_000_000;

/** The fields that only cards and credit lines have. `currentBalance` is what is owed, as a positive number. */
export function presentLineOfCredit({ ledger, plan, product }: BankAccount): Record<string, unknown> {
  const limitCents = "limitCents" in plan ? plan.limitCents : BULK_LIMIT_CENTS;
  const owedCents = -ledger.balanceCents;
  const lastPayment = ledger.newestFirst().find(({ type }) => type === "PAYMENT");
  return {
    currentBalance: decimal(owedCents),
    principalBalance: decimal(owedCents),
    creditLine: decimal(limitCents),
    availableCredit: decimal(limitCents - owedCents + ledger.pendingCents),
    purchasesApr: "ratePercent" in plan ? plan.ratePercent : undefined,
    cardNetwork: product.type === "CREDITCARD" ? "Sandbox Card Network" : undefined,
    lastPaymentAmount: lastPayment && decimal(lastPayment.cents),
    lastPaymentDate: lastPayment?.day,
  };
}
