import { randomBytes } from "node:crypto";
import { openKernel } from "./kernel-instance.js";
import { KernelProjector } from "./kernel-projector.js";
import type { Projector } from "./projector.js";
import { ReferenceProjector } from "./reference/reference-projector.js";

/** @returns the fast projector; the reference where the machine has no WebAssembly with SIMD. One a process is enough. */
export function openProjector(open = openKernel): Projector {
  const kernel = open(randomBytes(4).readUInt32LE());
  return kernel === undefined ? new ReferenceProjector() : new KernelProjector(kernel);
}
