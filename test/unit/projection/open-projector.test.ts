import { describe, expect, it } from "@jest/globals";
import { openKernel } from "../../../src/projection/kernel-instance.js";
import { KernelProjector } from "../../../src/projection/kernel-projector.js";
import { openProjector } from "../../../src/projection/open-projector.js";
import { ReferenceProjector } from "../../../src/projection/reference/reference-projector.js";

/** A WebAssembly module of a version that no machine has. */
const NO_MODULE = Buffer.from("0061736d7f000000", "hex").toString("base64");

describe("openProjector", () => {
  it("opens the kernel here", () => {
    expect(openProjector()).toBeInstanceOf(KernelProjector);
  });

  it("opens the reference where the machine does not take the kernel", () => {
    expect(openProjector((seed) => openKernel(seed, NO_MODULE))).toBeInstanceOf(ReferenceProjector);
  });
});
