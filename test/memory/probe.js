// Loaded in front of the built gateway (`node --expose-gc --import`): tells its parent, whenever that asks, what is left in
// memory after a garbage collection. The gateway itself knows nothing of it.
process.on("message", () => {
  globalThis.gc();
  globalThis.gc();
  process.send(process.memoryUsage());
});
