import type { Random } from "../../src/sandbox/seed/random.js";
import { type BankCase, caseIn, caseText } from "./bank-case.js";
import { pickOf } from "./pick.js";

/** Inputs that reached something new. Full, it forgets one of the older ones for each that comes. */
const MAX_INPUTS = 1500;
/** Half of all inputs are made from the newest ones: what was reached last is least explored. */
const NEWEST = 50;

export class Corpus {
  readonly #random: Random;
  /** As bytes outside of V8's heap, whose size is measured. */
  readonly #inputs: Buffer[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  get size(): number {
    return this.#inputs.length;
  }

  add(input: BankCase): void {
    if (this.#inputs.length >= MAX_INPUTS)
      this.#inputs.splice(this.#random.integer(0, MAX_INPUTS - NEWEST - 1), 1);
    this.#inputs.push(Buffer.from(caseText(input)));
  }

  pick(): BankCase {
    const from = this.#random.chance(0.5) ? this.#inputs.slice(-NEWEST) : this.#inputs;
    return caseIn(pickOf(from, this.#random).toString());
  }
}
