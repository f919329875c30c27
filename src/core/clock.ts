/** The time, handed in so that tests can move it. */
export interface Clock {
  /** Wall clock, milliseconds since 1970 UTC. For instants that are stored or compared with a provider's. */
  now(): number;
  /** Milliseconds that only ever grow. For deadlines and leases: a wall-clock jump must not move them. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
