import type { Measurement, Size } from "../resilience/part.js";

export type { Measurement, Size };

/** Measures on real parts, and cleans up behind itself. */
export type Part = (size: Size) => Promise<readonly Measurement[]>;
