/** One figure that was asked for, beside what was measured. */
export interface Measurement {
  readonly what: string;
  readonly asked: string;
  readonly measured: string;
  readonly passed: boolean;
}

/** `small` is for every test run; `whole` is for the figures in docs/resilience.md. */
export type Size = "small" | "whole";

/** Measures on real parts, and cleans up behind itself. */
export type Part = (size: Size) => Promise<readonly Measurement[]>;
