import type { Clock } from "../../core/clock.js";
import type { ConsentId } from "../../core/ids.js";
import type { AnswerKey as Place } from "../../stores/answer-store.js";
import type { AnswerKey, AnswerPlace } from "../../tokens/answer-keys.js";
import { decodeAnswer, encodeAnswer, type KeptAnswer } from "./kept-answer.js";
import type { MemoryLayer } from "./memory-layer.js";
import type { SharedLayer } from "./shared-layer.js";

export type Layer = "memory" | "store";

export interface FoundAnswer extends KeptAnswer {
  readonly layer: Layer;
  readonly at: Place;
  /** In the memory layer. */
  readonly serial: number;
}

export interface KeptAnswersParts {
  readonly memory: MemoryLayer;
  /** None where each process keeps its own. */
  readonly shared: SharedLayer | undefined;
  readonly clock: Pick<Clock, "now">;
  readonly keepMs: number;
}

/** An answer that is larger is not kept: it would drive out a hundred others. */
export const MAX_BYTES = 4 * 1024 * 1024;
/** By so much the clocks of two processes may differ. What was read later than that was not read by this clock. */
export const CLOCK_SKEW_MS = 2000;

/** Answers in two layers, sealed in both. */
export class KeptAnswers {
  readonly #parts: KeptAnswersParts;
  /** Consents whose answers the shared layer could not delete. */
  readonly #undeleted = new Set<string>();

  constructor(parts: KeptAnswersParts) {
    this.#parts = parts;
  }

  /** @param maxAgeMs how long ago it may have been read; nothing is found that was to be kept for less. */
  async find(key: AnswerKey, place: AnswerPlace, maxAgeMs: number): Promise<FoundAnswer | undefined> {
    const at = { consentId: place.reference.consentId, name: key.nameOf(place) };
    const near = this.#parts.memory.get(at);
    // Its time is known: what is too old need not be opened.
    if (near !== undefined && this.#isYoung(near.readAt, maxAgeMs)) {
      const answer = opened(key, place, near.sealed);
      if (answer !== undefined) return { ...answer, layer: "memory", at, serial: near.serial };
    }
    const sealed = await this.#parts.shared?.get(at);
    if (sealed === undefined) return undefined;
    const answer = opened(key, place, sealed);
    if (answer === undefined || !this.#isYoung(answer.readAt, maxAgeMs)) return undefined;
    const serial = this.#parts.memory.set(at, { sealed, readAt: answer.readAt });
    return { ...answer, layer: "store", at, serial };
  }

  /** @returns where it is kept, and when the shared layer has it; `undefined` for what is not kept. */
  keep(
    key: AnswerKey,
    place: AnswerPlace,
    answer: KeptAnswer,
  ): { readonly at: Place; readonly shared: Promise<void> } | undefined {
    if (answer.body.isPartial || answer.body.bytes.length > MAX_BYTES) return undefined;
    const { memory, shared, keepMs } = this.#parts;
    const at = { consentId: place.reference.consentId, name: key.nameOf(place) };
    const sealed = key.seal(place, encodeAnswer(place, answer));
    const { readAt } = answer;
    memory.set(at, { sealed, readAt });
    return { at, shared: shared?.put(at, sealed, readAt + keepMs) ?? Promise.resolve() };
  }

  async drop(at: Place): Promise<void> {
    this.#parts.memory.delete(at);
    await this.#parts.shared?.delete(at);
  }

  /** Deletes all that was read under a consent; tried again by `sweep` where the store is away. */
  async forget(consentId: ConsentId): Promise<void> {
    this.#parts.memory.deleteAll(consentId);
    const isDone = (await this.#parts.shared?.deleteAll(consentId)) ?? true;
    if (isDone) this.#undeleted.delete(consentId);
    else this.#undeleted.add(consentId);
  }

  async sweep(): Promise<void> {
    const { memory, shared, clock, keepMs } = this.#parts;
    memory.deleteOlderThan(clock.now() - keepMs);
    for (const consentId of this.#undeleted) await this.forget(consentId as ConsentId);
    await shared?.sweep();
  }

  #isYoung(readAt: number, maxAgeMs: number): boolean {
    const age = this.#parts.clock.now() - readAt;
    return age <= maxAgeMs && age < this.#parts.keepMs && age >= -CLOCK_SKEW_MS;
  }
}

function opened(key: AnswerKey, place: AnswerPlace, sealed: Uint8Array): KeptAnswer | undefined {
  const bytes = key.open(place, sealed);
  return bytes && decodeAnswer(place, bytes);
}
