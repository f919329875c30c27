/** What work looks at to see that nobody waits for it any more. Every AbortSignal is one. */
export interface WorkSignal {
  readonly aborted: boolean;
  /** @param listener called once, and not at all if it is over already; must not throw. */
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * The end of one piece of work, for those who have a part in it: an AbortController and its signal in one, without the events, weak
 * references and tables that Node makes for each of those, which were an eighth of a small request
 * (docs/adr/0047-a-signal-of-our-own.md).
 */
export class WorkEnd implements WorkSignal {
  /** Missing where nobody has listened, and once all were told. */
  #listeners: Set<() => void> | undefined;
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  addEventListener(_type: "abort", listener: () => void): void {
    if (this.#aborted) return;
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Tells everybody; from the second time on nobody. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const listener of this.#listeners ?? []) listener();
    this.#listeners = undefined;
  }
}
