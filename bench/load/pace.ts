/** Connections that each keep their own time: together they send evenly. */
export interface Pace {
  readonly connections: number;
  /** Between the starts of two connections, whole milliseconds. */
  readonly gapMs: number;
  /** As close as whole milliseconds allow to what was asked for. */
  readonly perSecond: number;
}

const FEWEST_CONNECTIONS = 13;
/**
 * Each connection sends so often at most. One whose answer takes longer sends its next request late: while the slowest
 * hundredth is faster than that, it stays what it is.
 */
const SHORTEST_INTERVAL_MS = 50;
const MOST_TO_START_MS = 1000;

/**
 * Divides the time between two requests of a connection into as many turns as there are connections; the next one starts
 * a few turns later, which must make whole milliseconds. As their number is prime, no two have the same turn.
 */
export function paceNear(perSecond: number): Pace {
  const connections = primeFrom(
    Math.max(FEWEST_CONNECTIONS, Math.ceil((perSecond * SHORTEST_INTERVAL_MS) / 1000)),
  );
  const longestGapMs = Math.min(SHORTEST_INTERVAL_MS - 1, Math.floor(MOST_TO_START_MS / connections));
  let best = paceWith(connections, Math.ceil(1000 / perSecond), 1);
  for (let gapMs = longestGapMs; gapMs > 0; gapMs -= 1) {
    const pace = paceWith(connections, gapMs, Math.max(1, Math.round((perSecond * gapMs) / 1000)));
    if (Math.abs(pace.perSecond - perSecond) < Math.abs(best.perSecond - perSecond)) best = pace;
  }
  return best;
}

function paceWith(connections: number, gapMs: number, turns: number): Pace {
  return { connections, gapMs, perSecond: (1000 * turns) / gapMs };
}

function primeFrom(least: number): number {
  let number = least;
  while (hasDivisor(number)) number += 1;
  return number;
}

function hasDivisor(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return true;
  return false;
}
