import type { BankProfile } from "../bank-profile.js";
import type { BankAccount } from "../seed/bank-books.js";
import { monthOf, type Day } from "../seed/calendar.js";
import { positionsOf, valueCents } from "../seed/investment-month.js";
import { securityOf, unitPriceCents } from "../seed/securities.js";
import { decimal, units } from "./decimal.js";

interface Holding {
  readonly marketCents: number;
  readonly shown: Record<string, unknown>;
}

/** The fields that only investment accounts have. The holdings, cash among them, add up to `currentValue`. */
export function presentInvestment(
  account: BankAccount,
  profile: BankProfile,
  today: Day,
): Record<string, unknown> {
  const cashCents = account.ledger.balanceCents;
  const positions = [...positionsOf(account.ledger)];
  const holdings = positions.map(([symbol, held]) => position({ account, today, symbol, ...held }));
  const investedCents = holdings.reduce((sum, { marketCents }) => sum + marketCents, 0);
  return {
    currentValue: decimal(cashCents + investedCents),
    availableCashBalance: decimal(cashCents),
    margin: false,
    allowedOptionTrade: false,
    holdings: [...holdings.map(({ shown }) => shown), cash(account, profile, cashCents)],
  };
}

interface PositionParts {
  readonly account: BankAccount;
  readonly today: Day;
  readonly symbol: string;
  readonly unitsE4: number;
  readonly costCents: number;
}

function position({ account, today, symbol, unitsE4, costCents }: PositionParts): Holding {
  const security = securityOf(symbol);
  const priceCents = unitPriceCents(symbol, monthOf(today));
  const marketCents = valueCents(unitsE4, priceCents);
  return {
    marketCents,
    shown: {
      holdingId: `${account.id}-${symbol}`,
      securityIds: [{ id: security.cusip, idType: "CUSIP" }],
      holdingName: security.name,
      holdingType: security.type,
      positionType: "LONG",
      symbol,
      units: units(unitsE4),
      currentUnitPrice: decimal(priceCents),
      currentUnitPriceDate: `${monthOf(today)}-01`,
      purchasedPrice: decimal(Math.round((costCents * 10_000) / unitsE4)),
      averageCost: true,
      marketValue: decimal(marketCents),
      cashAccount: false,
      currency: { currencyCode: security.currency },
    },
  };
}

function cash(account: BankAccount, profile: BankProfile, cents: number): Record<string, unknown> {
  return {
    holdingId: `${account.id}-CASH`,
    holdingName: "Cash",
    holdingType: "OTHER",
    holdingSubType: "CASH",
    units: decimal(cents),
    currentUnitPrice: 1,
    marketValue: decimal(cents),
    cashAccount: true,
    currency: { currencyCode: profile.currency },
  };
}
