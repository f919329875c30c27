import { KernelProjector } from "../../src/projection/kernel-projector.js";
import { openedKernel } from "../support/projection/opened-kernel.js";
import { describeProjector } from "./projector.js";

describeProjector("KernelProjector", () => new KernelProjector(openedKernel()));
