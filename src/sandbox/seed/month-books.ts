import type { Month } from "./calendar.js";
import type { Ledger } from "./ledger.js";
import type { Portfolio } from "./portfolio.js";
import type { Random } from "./random.js";

/** What one month's bookings of one account may look at and write to. */
export interface MonthBooks {
  readonly month: Month;
  readonly country: "CA" | "US";
  readonly portfolio: Portfolio;
  /** Seeded by account and month: a month reads the same whichever day it is looked at. */
  readonly random: Random;
  /** The account of this step. */
  readonly own: Ledger;
  /** The account that wages arrive in and payments leave from. */
  readonly everyday: Ledger;
  /** Where surplus goes; undefined when the person has no savings account. */
  readonly savings: Ledger | undefined;
}
