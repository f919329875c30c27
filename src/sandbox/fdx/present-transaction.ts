import type { BankAccount } from "../seed/bank-books.js";
import type { BookedEntry } from "../seed/ledger.js";
import { securityOf } from "../seed/securities.js";
import { decimal, units } from "./decimal.js";
import { maskedNumber } from "./present-account.js";

/**
 * One entry as FDX shows it. Amounts are absolute and `debitCreditMemo` tells the direction, as most providers do;
 * FDX itself would also allow a sign that depends on `balanceType`.
 */
export function presentTransaction(account: BankAccount, entry: BookedEntry): Record<string, unknown> {
  return {
    accountCategory: account.product.category,
    accountId: account.id,
    transactionId: entry.id,
    transactionTimestamp: entry.timestamp,
    postedTimestamp: entry.pending ? undefined : entry.timestamp,
    status: entry.pending ? "PENDING" : "POSTED",
    description: entry.description,
    debitCreditMemo: entry.direction,
    amount: decimal(entry.cents),
    // The one category that has no list of types.
    transactionType: account.product.category === "COMMERCIAL_ACCOUNT" ? undefined : entry.type,
    category: entry.category,
    memo: entry.memo,
    reference: entry.reference,
    checkNumber: entry.checkNumber,
    transactionPayee: payee(entry),
    foreignAmount: entry.foreign?.amount,
    foreignCurrency: entry.foreign?.currency,
    cardNumberDisplay: account.product.type === "CREDITCARD" ? maskedNumber(account) : undefined,
    ...loanPart(entry),
    ...tradePart(account, entry),
  };
}

function payee({ merchant, individual }: BookedEntry): Record<string, unknown> | undefined {
  if (merchant !== undefined) return { merchantName: { name1: merchant } };
  return individual && { individualName: individual };
}

function loanPart({ split }: BookedEntry): Record<string, unknown> {
  if (split === undefined) return {};
  return {
    paymentDetails: {
      principalAmount: decimal(split.principalCents),
      interestAmount: decimal(split.interestCents),
    },
  };
}

function tradePart({ product }: BankAccount, { trade, type }: BookedEntry): Record<string, unknown> {
  if (product.category !== "INVESTMENT_ACCOUNT") return {};
  if (trade === undefined) return { fees: 0 };
  const security = securityOf(trade.symbol);
  const named = {
    fees: 0,
    symbol: trade.symbol,
    securityId: security.cusip,
    securityIdType: "CUSIP",
    securityType: security.type,
  };
  // A dividend belongs to a security but moves no units.
  if (type !== "PURCHASED") return named;
  const unitPrice = decimal(trade.priceCents);
  return { ...named, units: units(trade.unitsE4), unitType: "SHARES", unitPrice, positionType: "LONG" };
}
