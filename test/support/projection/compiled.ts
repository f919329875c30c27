import { compileProjection } from "../../../src/projection/compile-projection.js";
import type { CompiledProjection } from "../../../src/projection/compiled-projection.js";
import type { RowProjection } from "../../../src/projection/projection.js";

/** @throws Error for a projection that is too large, which a test did not mean. */
export function compiled(projection: RowProjection): CompiledProjection {
  const plan = compileProjection(projection);
  if (plan === undefined) throw new Error("the projection is too large");
  return plan;
}
