/**
 * What V8 is told where a process serves with one core to itself. By itself it starts four helper threads, whatever the number of cores:
 * while they collect garbage, the event loop gets a fifth of the core, and the slowest hundredth of all answers takes half as
 * long again (`npm run test:faults -- slow-bank too-many`).
 */
export const V8_FLAGS: readonly string[] = ["--v8-pool-size=1"];
