/** How one bank answers. */
export interface BankBehaviour {
  /** 200 if left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Between a call and its answer. */
  readonly latencyMs?: number;
  /** Puts into names and descriptions whose token it was asked with. */
  readonly stamped?: boolean;
}

export type BankOrder =
  | { readonly do: "behave"; readonly banks: readonly string[]; readonly behaviour: BankBehaviour }
  /** What was seen since it was taken last. */
  | { readonly do: "take" }
  | { readonly do: "look" };

/** What one bank saw. Times are of the wall clock, milliseconds. */
export interface SeenByBank {
  calls: number;
  answered: number;
  /** When each call whose client hung up was ended. */
  readonly abortedAt: number[];
  /** When each call came. */
  readonly times: number[];
}
