import { FdxError } from "./fdx-error.js";

/** The query of one request; a name may be given once only. */
export class Query {
  readonly #parameters: URLSearchParams;
  /** How many rows a later page starts after (or, below zero, before) the place its key names: for faults. */
  readonly shift: number;

  constructor(query: string | URLSearchParams, shift = 0) {
    this.shift = shift;
    this.#parameters =
      typeof query === "string"
        ? new URL(query, "http://bank.invalid").searchParams
        : new URLSearchParams(query);
  }

  text(name: string): string | undefined {
    const values = this.#parameters.getAll(name);
    if (values.length > 1) throw new FdxError("401", `${name} is given more than once`);
    return values[0];
  }

  /** Everything but what steers paging, in a fixed order: two requests for the same list have the same text. */
  withoutPaging(): string {
    const rest = new URLSearchParams(this.#parameters);
    rest.delete("pageKey");
    rest.delete("limit");
    rest.sort();
    return rest.toString();
  }

  /** The same query with other values; undefined takes a parameter away. */
  with(changes: Readonly<Record<string, string | undefined>>, shift = this.shift): Query {
    const changed = new URLSearchParams(this.#parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) changed.delete(name);
      else changed.set(name, value);
    }
    return new Query(changed, shift);
  }

  /** The same query with another `pageKey`. */
  forPage(pageKey: string): string {
    const next = new URLSearchParams(this.#parameters);
    next.set("pageKey", pageKey);
    return next.toString();
  }
}
