/** One call that reached the API. */
interface ConnectCall {
  readonly method: string;
  /** Below `BankingServices`; of `OAuth` the whole path. Ids are left in: they are the sandbox's own. */
  readonly path: string;
  readonly status: number;
}

const CALLS_KEPT = 1_000;

/** Counts every call by its endpoint, refused ones too: the judge in tests of the client. */
export class ConnectCalls {
  #total = new Map<string, number>();
  #calls: ConnectCall[] = [];

  count(endpoint: string, call: ConnectCall): void {
    this.#total.set(endpoint, (this.#total.get(endpoint) ?? 0) + 1);
    this.#calls.push(call);
    if (this.#calls.length > CALLS_KEPT) this.#calls.shift();
  }

  reset(): void {
    this.#total = new Map();
    this.#calls = [];
  }

  /** The newest thousand calls, oldest first, and how many there were of each endpoint. */
  snapshot(): { readonly total: Readonly<Record<string, number>>; readonly calls: readonly ConnectCall[] } {
    return { total: Object.fromEntries(this.#total), calls: [...this.#calls] };
  }
}
