import type { BooksKey } from "../bank-profile.js";
import type { Day } from "./calendar.js";
import type { Entry } from "./ledger.js";
import type { ProductKey } from "./products.js";

/** What one person has at one bank, and the habits that fill the books. All money is in whole cents. */
export interface Portfolio {
  readonly personId: string;
  readonly bank: BooksKey;
  readonly habits: Habits;
  readonly accounts: readonly AccountPlan[];
}

/** What goes through the account that the salary arrives in. */
interface Habits {
  readonly employer: string;
  /** Net, on the 1st and the 15th. */
  readonly salaryCents: number;
  readonly bills: readonly Bill[];
  readonly friend: { readonly first: string; readonly last: string };
  /** What is left in the everyday account when the rest is swept into savings. */
  readonly cushionCents: number;
}

interface Bill {
  readonly payee: string;
  readonly category: string;
  readonly cents: number;
  readonly dayOfMonth: number;
}

interface CommonPlan {
  /** Unique within the portfolio; account ids are derived from it. */
  readonly slot: string;
  readonly product: ProductKey;
  readonly nickname?: string;
  readonly opened: Day;
  /** The balance, or what was owed, when the shown history begins. */
  readonly openingCents: number;
}

export interface EverydayPlan extends CommonPlan {
  readonly kind: "everyday";
}

export interface SavingsPlan extends CommonPlan {
  readonly kind: "savings";
  readonly ratePercent: number;
}

export interface CardPlan extends CommonPlan {
  readonly kind: "card";
  readonly limitCents: number;
  readonly ratePercent: number;
  readonly purchasesPerMonth: number;
  /** 1 pays the card in full every month; less carries a balance and costs interest. */
  readonly paidShare: number;
}

export interface LinePlan extends CommonPlan {
  readonly kind: "line";
  readonly limitCents: number;
  readonly ratePercent: number;
}

export interface LoanPlan extends CommonPlan {
  readonly kind: "loan";
  readonly originalCents: number;
  readonly ratePercent: number;
  readonly termMonths: number;
  readonly paymentCents: number;
  readonly paymentDay: number;
}

export interface InvestmentPlan extends CommonPlan {
  readonly kind: "investment";
  readonly contributionCents: number;
  /** A workplace plan is paid by the employer, others from the everyday account. */
  readonly paidBy: "employer" | "everyday";
  readonly securities: readonly string[];
}

/** Filler for load: an exact number of entries, without ties to other accounts. */
export interface BulkPlan extends CommonPlan {
  readonly kind: "bulk";
  readonly entries: number;
}

/** The same entries every month, without ties to other accounts. */
export interface PlainPlan extends CommonPlan {
  readonly kind: "plain";
  readonly monthly: readonly (Omit<Entry, "day"> & { readonly dayOfMonth: number })[];
}

export type AccountPlan =
  EverydayPlan | SavingsPlan | CardPlan | LinePlan | LoanPlan | InvestmentPlan | BulkPlan | PlainPlan;
