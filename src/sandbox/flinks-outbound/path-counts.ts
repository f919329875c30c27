/** Counts calls by method and path, on both listeners; the control endpoint's own are left out. */
export class PathCounts {
  #counts = new Map<string, number>();

  count(call: string): void {
    if (call.includes(" /control")) return;
    this.#counts.set(call, (this.#counts.get(call) ?? 0) + 1);
  }

  reset(): void {
    this.#counts = new Map();
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
