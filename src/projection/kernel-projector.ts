import { isUtf8 } from "node:buffer";
import type { CompiledProjection } from "./compiled-projection.js";
import type { KernelInstance } from "./kernel-instance.js";
import { MAX_BODY_BYTES, MAX_SLOT_BYTES, MAX_SLOTS, NULL_BYTES, outputLimit } from "./limits.js";
import type { Projected, Projector } from "./projector.js";
import { slotTexts } from "./slot-texts.js";

/** Where what lies in the kernel's memory, as in `kernel/layout.ts`. */
const RESULT = 0x8000;
const SLOT_TABLE = 0x10000;
const SLOT_BYTES = SLOT_TABLE + 8 * MAX_SLOTS;
const PLAN = 0x20000;
const BODY = 0x1c0000;
const PADDING = 128;
const SLACK = 64;

const PAGE = 65_536;

/** Runs the WebAssembly kernel. One call after the other: all use the same memory, and each writes before it reads. */
export class KernelProjector implements Projector {
  readonly #kernel: KernelInstance;
  #memory: Buffer;
  #words: Uint32Array;
  /** The one whose plan is in memory. */
  #projection: CompiledProjection | undefined;

  constructor(kernel: KernelInstance) {
    this.#kernel = kernel;
    this.#memory = Buffer.from(kernel.memory.buffer);
    this.#words = new Uint32Array(kernel.memory.buffer);
  }

  /** Grows to the largest body's need, at most 50 MiB, and stays there. */
  get memoryBytes(): number {
    return this.#memory.length;
  }

  project(body: Uint8Array, projection: CompiledProjection, slots: readonly string[]): Projected | undefined {
    const texts = slotTexts(projection, slots);
    if (texts === undefined || body.length > MAX_BODY_BYTES || !isUtf8(body)) return undefined;
    const answer = Math.ceil((BODY + body.length + PADDING) / 16) * 16;
    const limit = outputLimit(body.length);
    if (!this.#reserve(answer + limit + 2 * SLACK)) return undefined;
    this.#writePlan(projection);
    this.#writeSlots(texts);
    this.#memory.set(body, BODY);
    const length = this.#kernel.project(body.length, answer, limit);
    if (length === 0) return undefined;
    const json = Buffer.from(this.#memory.subarray(answer, answer + length));
    return { json, ...this.#beside(body, answer + limit + SLACK) };
  }

  /** @param top where the notes of the nulls end; they were written downward. */
  #beside(body: Uint8Array, top: number): Omit<Projected, "json"> {
    const [rowCount = 0, nullCount = 0, start = 0, end = 0] = this.#words.subarray(
      RESULT / 4,
      RESULT / 4 + 4,
    );
    const nulls = new Uint32Array(2 * nullCount);
    for (let index = 0; index < nullCount; index += 1) {
      const note = (top - NULL_BYTES * (index + 1)) / 4;
      nulls.set(this.#words.subarray(note, note + 2), 2 * index);
    }
    return { rowCount, nulls, rest: Buffer.concat([body.subarray(0, start + 1), body.subarray(end - 1)]) };
  }

  #reserve(bytes: number): boolean {
    const missing = bytes - this.#memory.length;
    if (missing <= 0) return true;
    const { memory } = this.#kernel;
    try {
      memory.grow(Math.ceil(missing / PAGE));
    } catch {
      return false;
    }
    this.#memory = Buffer.from(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    return true;
  }

  #writePlan(projection: CompiledProjection): void {
    if (this.#projection === projection) return;
    this.#memory.set(projection.bytes, PLAN);
    this.#projection = projection;
  }

  #writeSlots(texts: readonly string[]): void {
    let place = SLOT_BYTES;
    for (const [index, text] of texts.entries()) {
      const length = this.#memory.write(text, place, MAX_SLOT_BYTES);
      this.#words[SLOT_TABLE / 4 + 2 * index] = place;
      this.#words[SLOT_TABLE / 4 + 2 * index + 1] = length;
      place += length;
    }
  }
}
