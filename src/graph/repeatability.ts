/**
 * Whether an answer can be given again: not where anything went into it that is another thing with the next request (the time, what
 * single reads of the store gave), or that must be done for each (an audit record, a word to the operator).
 */
export class Repeatability {
  #isLost = false;

  get isLost(): boolean {
    return this.#isLost;
  }

  /** @returns what does the same, and loses it. */
  lostBy<Given extends unknown[], Result>(use: (...given: Given) => Result): (...given: Given) => Result {
    return (...given) => {
      this.#isLost = true;
      return use(...given);
    };
  }

  /** @returns the same, and loses it. */
  lostWith<Value>(value: Value): Value {
    this.#isLost = true;
    return value;
  }
}
