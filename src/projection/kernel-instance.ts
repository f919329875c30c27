import { KERNEL_MODULE } from "./kernel-artefact.js";

/** What `kernel/project.ts` exports. Places and lengths are bytes. */
export interface KernelInstance {
  readonly memory: KernelMemory;
  readonly seed: (place: number) => void;
  /** @returns the length of the array; 0 for anything unusual. */
  readonly project: (bodyLength: number, answerPlace: number, limit: number) => number;
}

interface KernelMemory {
  /** Another one after the memory has grown. */
  readonly buffer: ArrayBuffer;
  /** @throws RangeError beyond the bound that the module states, or where the machine has no more */
  grow(pages: number): number;
}

/** Node has it; its types come with the browser's only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/**
 * @param seed any number that providers cannot know: where the hash of the rows' ids is evaluated.
 * @returns `undefined` where there is no WebAssembly with SIMD, or no memory for it.
 */
export function openKernel(seed: number, base64 = KERNEL_MODULE): KernelInstance | undefined {
  try {
    const module = new WebAssembly.Module(Buffer.from(base64, "base64"));
    const kernel = new WebAssembly.Instance(module).exports as KernelInstance;
    kernel.seed(seed);
    return kernel;
  } catch {
    return undefined;
  }
}
