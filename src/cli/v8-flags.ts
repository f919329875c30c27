/**
 * What V8 is told where a process serves with one core to itself (docs/adr/0045-nothing-is-born-old.md).
 */
export const V8_FLAGS: readonly string[] = [
  // By itself it starts four helper threads, whatever the number of cores: while they collect garbage, the event loop gets a fifth of
  // the core, and the slowest hundredth of all answers takes half as long again (`npm run test:faults -- slow-bank too-many`).
  "--v8-pool-size=1",
  // What lived long in the first second, when many requests wait for cold code, it would make among the old objects for ever after.
  "--no-allocation-site-pretenuring",
  // 16 MiB are full every 30 ms; in 60 ms twice as much has ended.
  "--max-semi-space-size=32",
  // With so little growing old, it would let the heap grow to four times what is in use before it looks for what is not.
  "--heap-growing-percent=80",
];
