/** @returns a whole number from 0 to below the limit. */
export type Choose = (below: number) => number;

/** Choices that a seed repeats (Lehmer's generator). fast-check's own numbers lean towards small ones. */
export function chooseFrom(seed: number): Choose {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % Math.max(below, 1);
  };
}
