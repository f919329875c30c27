/**
 * What V8 is told where a process serves with one core to itself.
 *
 * By itself it starts four helper threads, whatever the number of cores: while they collect garbage, the event loop gets a fifth of the
 * core, and the slowest hundredth of all answers takes half as long again (`npm run test:faults -- slow-bank too-many`).
 *
 * And what once lived long at the start, when many requests wait for cold code, it makes among the old objects for ever after: all that
 * such an object refers to is copied until the next long collection (docs/adr/0045-nothing-is-born-old.md).
 */
export const V8_FLAGS: readonly string[] = ["--v8-pool-size=1", "--no-allocation-site-pretenuring"];
