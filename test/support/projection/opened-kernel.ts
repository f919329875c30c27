import { type KernelInstance, openKernel } from "../../../src/projection/kernel-instance.js";

/** @throws Error where there is no WebAssembly with SIMD, so that no test passes without the kernel. */
export function openedKernel(seed = 20_261_126): KernelInstance {
  const kernel = openKernel(seed);
  if (kernel === undefined) throw new Error("no WebAssembly with SIMD here");
  return kernel;
}
