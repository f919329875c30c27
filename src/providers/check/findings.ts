import type { Finding } from "./check-report.js";

/** Names of fields that may be printed. One with more than two digits, or of another form, may be somebody's number or name. */
const PLAIN_NAME = /^[a-z][a-z0-9_$]{0,40}$/i;
const NUMBER_LIKE = /\d.*\d.*\d/;
const MAX_NAMES = 40;

/** Counts what came wrong or strange in the answers to one question. */
export class Findings {
  readonly #counts = new Map<string, number>();
  readonly #unknown = new Set<string>();

  /** @param what our own words, and names of the tables; never a value. */
  add(what: string, count = 1): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** @param type whose record has the field. */
  addUnknown(type: string, name: string): void {
    const isPrintable = PLAIN_NAME.test(name) && !NUMBER_LIKE.test(name);
    const field = `${type}.${name}`;
    if (!isPrintable) this.add(`a field of ${type} whose name is not printed`);
    else if (this.#unknown.size < MAX_NAMES) this.#unknown.add(field);
    else if (!this.#unknown.has(field)) this.add(`more unknown fields than ${MAX_NAMES}`);
  }

  get list(): readonly Finding[] {
    return [...this.#counts].map(([what, count]) => ({ what, count })).sort(byText);
  }

  get unknownFields(): readonly string[] {
    return [...this.#unknown].sort();
  }
}

function byText(a: Finding, b: Finding): number {
  return a.what < b.what ? -1 : 1;
}
