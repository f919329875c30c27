import type { BulkPlan, Portfolio } from "./portfolio.js";
import type { ProductKey } from "./products.js";

const ACCOUNTS = 60;
const TRANSACTIONS = 20_000;
/** Long enough that one account needs many pages. */
const LONGEST = 8_200;
const EACH_OTHER = (TRANSACTIONS - LONGEST) / (ACCOUNTS - 1);

const PRODUCTS_IN_TURN = ["chequing", "highInterestSavings", "everydayCard", "lineOfCredit"] as const;

/** Morgan, whose 60 accounts hold 20,000 transactions in all, for load. */
export const LOAD_PORTFOLIO: Portfolio = {
  personId: "morgan",
  bank: "maple",
  habits: { employer: "", salaryCents: 0, bills: [], friend: { first: "", last: "" }, cushionCents: 0 },
  accounts: Array.from({ length: ACCOUNTS }, (_, index) => bulkAccount(index)),
};

function bulkAccount(index: number): BulkPlan {
  const product: ProductKey = PRODUCTS_IN_TURN[index % PRODUCTS_IN_TURN.length] ?? "chequing";
  return {
    slot: `bulk-${String(index)}`,
    kind: "bulk",
    product,
    nickname: `Cost centre ${String(index + 1).padStart(2, "0")}`,
    opened: "2012-06-01",
    openingCents: 1_250_000 + index * 1_117,
    entries: index === 0 ? LONGEST : EACH_OTHER,
  };
}
