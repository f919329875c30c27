import { daysBetween, type Month } from "./calendar.js";
import { seededRandom } from "./random.js";

/** An invented security. */
export interface Security {
  readonly symbol: string;
  readonly name: string;
  /** In the form of a CUSIP; belongs to nothing. */
  readonly cusip: string;
  readonly type: "STOCK" | "MUTUALFUND";
  readonly currency: "CAD" | "USD";
  readonly baseCents: number;
}

const SECURITIES: readonly Security[] = [
  fund("BOREX", "Boreal Canadian Equity Index Fund", "CAD", 2_384),
  fund("TUNDB", "Tundra Short Bond Fund", "CAD", 1_012),
  stock("KELPW", "Kelp & Wharf Shipping Inc.", "CAD", 6_745),
  fund("LIBTX", "Lighthouse Total Market Fund", "USD", 11_820),
  fund("PRAIX", "Prairie International Index Fund", "USD", 4_157),
  stock("OAKRV", "Oak River Tools Corp.", "USD", 9_330),
];

const PRICES_BEGIN = "2020-01-01";

export function securityOf(symbol: string): Security {
  const found = SECURITIES.find((security) => security.symbol === symbol);
  if (found === undefined) throw new Error(`No such security: ${symbol}`);
  return found;
}

/** One price a month: slow growth with a wobble of up to three percent. */
export function unitPriceCents(symbol: string, month: Month): number {
  const months = daysBetween(PRICES_BEGIN, `${month}-01`) / 30.4;
  const wobble = 1 + (seededRandom(`${symbol}/${month}`).next() - 0.5) * 0.06;
  return Math.round(securityOf(symbol).baseCents * 1.004 ** months * wobble);
}

function fund(symbol: string, name: string, currency: "CAD" | "USD", baseCents: number): Security {
  return { symbol, name, currency, baseCents, type: "MUTUALFUND", cusip: `99${symbol}F0` };
}

function stock(symbol: string, name: string, currency: "CAD" | "USD", baseCents: number): Security {
  return { symbol, name, currency, baseCents, type: "STOCK", cusip: `99${symbol}S0` };
}
