import process from "node:process";

/** Tells the benchmark where this server listens, and ends with it. */
export function ready(url) {
  process.once("disconnect", () => process.exit());
  process.send?.({ url });
}
