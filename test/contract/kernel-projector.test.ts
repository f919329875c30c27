import { openKernel } from "../../src/projection/kernel-instance.js";
import { KernelProjector } from "../../src/projection/kernel-projector.js";
import { describeProjector } from "./projector.js";

describeProjector("KernelProjector", () => {
  const kernel = openKernel(20_261_126);
  if (kernel === undefined) throw new Error("no WebAssembly with SIMD here");
  return new KernelProjector(kernel);
});
