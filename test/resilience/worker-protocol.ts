import type { ConsentReference } from "../../src/tokens/consent-reference.js";

/** What a worker may be told. Its answers are `{ id, ... }` or `{ id, error, detail }`. */
export type WorkerCommand = WorkerOrder & { readonly id: number };

export type WorkerOrder =
  | { readonly do: "read"; readonly references: readonly ConsentReference[]; readonly times: number }
  /** Has tokens changed that were issued at or before `newerThan`, of so many consents at once. */
  | {
      readonly do: "renew";
      readonly references: readonly ConsentReference[];
      readonly newerThan: number;
      readonly atOnce: number;
    }
  /** One round of the token keeper. */
  | { readonly do: "round" }
  | { readonly do: "status" }
  /** Stops the process (SIGSTOP) at this moment of the next refresh. */
  | { readonly do: "stop-at"; readonly moment: "before-send" | "after-answer" };

export interface ReadAnswer {
  /** Fingerprints of the tokens that were given, each once. */
  readonly tokens: readonly string[];
  readonly given: number;
  /** Error codes and how often each was given. */
  readonly errors: Readonly<Record<string, number>>;
}

export interface StatusAnswer {
  /** Audit events so far, and how often. */
  readonly events: Readonly<Record<string, number>>;
  readonly letters: number;
  readonly unfinished: number;
  readonly reauth: readonly string[];
  readonly ready: boolean;
}
