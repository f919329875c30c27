/** The time, handed in so that tests can move it. */
export interface Clock {
  /** Wall clock, milliseconds since 1970 UTC. For instants that are stored or compared with a provider's. */
  now(): number;
  /**
   * Milliseconds that only ever grow, the same for all processes of one machine. For deadlines: a wall-clock jump must
   * not move them.
   */
  monotonic(): number;
}

const NANOSECONDS_PER_MILLISECOND = 1e6;
/** `performance.now` counts from the start of its process, `hrtime` for all alike; but it makes a BigInt of each reading. */
const START = Number(process.hrtime.bigint()) / NANOSECONDS_PER_MILLISECOND - performance.now();

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => START + performance.now(),
};
