/**
 * What one attempt says of the bank. `answered`: it is there, whatever it said. `limited`: it is there, and asks for fewer
 * calls. `failed`: it is down, or as good as down. `unknown`: nothing, since no call was made, or nobody waited as long as
 * the bank may take.
 */
export type Verdict = "answered" | "limited" | "failed" | "unknown";

/** An attempt's end, as far as the guard needs it. */
export interface Reading {
  readonly verdict: Verdict;
  /** The same call may fare better in a moment. */
  readonly isTransient?: boolean;
  /** How long the bank asks to wait, in seconds. */
  readonly retryAfter?: number | undefined;
}
