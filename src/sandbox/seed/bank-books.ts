import type { BankProfile, BooksKey } from "../bank-profile.js";
import { fillBulk } from "./bulk-ledger.js";
import type { Day } from "./calendar.js";
import { customerFault, personBehind } from "./customer-fault.js";
import { FULL_PEOPLE } from "./full-people.js";
import { FULL_PORTFOLIOS } from "./full-portfolios.js";
import { fillHousehold } from "./household.js";
import { Ledger } from "./ledger.js";
import { LIBERTY_PORTFOLIOS } from "./liberty-portfolios.js";
import { LOAD_PORTFOLIO } from "./load-portfolio.js";
import { MAPLE_PORTFOLIOS } from "./maple-portfolios.js";
import { PEOPLE } from "./people.js";
import type { Person } from "./person.js";
import type { AccountPlan, Portfolio } from "./portfolio.js";
import { PRODUCTS, type Product } from "./products.js";
import { seededRandom } from "./random.js";
import { stableId } from "./stable-id.js";

/** An account with its books. */
export interface BankAccount {
  readonly id: string;
  readonly owner: Person;
  readonly plan: AccountPlan;
  readonly product: Product;
  /** The full number; only its last four digits leave the bank outside of payment networks. */
  readonly number: string;
  readonly ledger: Ledger;
}

/** Everything one bank knows. A person's books are written when somebody first asks for them. */
export class BankBooks {
  readonly today: Day;
  readonly people: readonly Person[];
  readonly #profile: BankProfile;
  readonly #isFault: (name: string) => boolean;
  readonly #accounts = new Map<string, readonly BankAccount[]>();

  /** @param isFault tells the names that may stand behind a person's id. */
  constructor(profile: BankProfile, today: Day, isFault: (name: string) => boolean = () => false) {
    this.#profile = profile;
    this.#isFault = isFault;
    this.today = today;
    this.people = [...PEOPLE, ...FULL_PEOPLE].filter(({ banks }) => banks.includes(profile.books));
  }

  /** @param personId may name a fault: then the person carries the whole of it as their id. */
  person(personId: string): Person | undefined {
    const fault = customerFault(personId);
    if (fault !== undefined && !this.#isFault(fault)) return undefined;
    const person = this.people.find(({ id }) => id === personBehind(personId));
    return person && { ...person, id: personId };
  }

  customerId(person: Person): string {
    return stableId("cus", this.#profile.key, personBehind(person.id));
  }

  /** All accounts of a person, in the bank's own order. */
  accountsOf(person: Person): readonly BankAccount[] {
    const owner = { ...person, id: personBehind(person.id) };
    const known = this.#accounts.get(owner.id);
    if (known !== undefined) return known;
    const accounts = this.#write(owner);
    this.#accounts.set(owner.id, accounts);
    return accounts;
  }

  #write(person: Person): readonly BankAccount[] {
    const portfolio = portfolioOf(person.id, this.#profile.books);
    const accounts = portfolio.accounts.map((plan) => this.#open(person, plan));
    if (portfolio === LOAD_PORTFOLIO) {
      for (const { plan, ledger } of accounts) {
        if (plan.kind === "bulk") fillBulk(plan, ledger, this.today);
      }
    } else {
      fillHousehold(portfolio, new Map(accounts.map(({ plan, ledger }) => [plan.slot, ledger])), this.today);
    }
    return accounts;
  }

  #open(owner: Person, plan: AccountPlan): BankAccount {
    const path = [this.#profile.key, owner.id, plan.slot];
    const id = stableId("acc", ...path);
    return {
      id,
      owner,
      plan,
      product: PRODUCTS[plan.product],
      number: String(seededRandom(path.join("/")).integer(1_000_000_000, 9_999_999_999)),
      ledger: new Ledger(id, this.today),
    };
  }
}

function portfolioOf(personId: string, bank: BooksKey): Portfolio {
  const all = [...MAPLE_PORTFOLIOS, ...LIBERTY_PORTFOLIOS, ...FULL_PORTFOLIOS, LOAD_PORTFOLIO];
  const found = all.find((portfolio) => portfolio.personId === personId && portfolio.bank === bank);
  if (found === undefined) throw new Error(`${personId} has no portfolio at ${bank}`);
  return found;
}
