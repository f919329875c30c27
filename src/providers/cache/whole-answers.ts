import { hash } from "node:crypto";
import type { Clock } from "../../core/clock.js";
import type { KeptPart } from "../../core/kept-part.js";
import type { AnswerKey as Place } from "../../stores/answer-store.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { WholeAnswerKeys } from "../../tokens/whole-answer-keys.js";
import { CLOCK_SKEW_MS, MAX_BYTES } from "./kept-answers.js";
import type { MemoryLayer } from "./memory-layer.js";
import { unlessAway } from "./unless-away.js";

export interface WholeAnswersParts {
  readonly keys: Pick<WholeAnswerKeys, "seal" | "open">;
  readonly memory: MemoryLayer;
  readonly clock: Pick<Clock, "now">;
  /** Told of how many parts an answer was that was found. */
  readonly onFound: (parts: number) => void;
}

/** `WholeQuestion` of the layers above. */
interface Question {
  readonly text: string;
  readonly consents: readonly ConsentReference[];
}

/** Answers to apps, put together from answers of banks that are in the same memory: docs/adr/0048-answers-kept-whole.md. */
export class WholeAnswers {
  readonly #parts: WholeAnswersParts;

  constructor(parts: WholeAnswersParts) {
    this.#parts = parts;
  }

  /** @returns `undefined` as soon as any part of it is not what it was, or is too old. */
  async find({ text, consents }: Question): Promise<Buffer | undefined> {
    const { memory, keys, onFound } = this.#parts;
    const at = placeOf(text, consents);
    const { parts, sealed } = (at && memory.get(at)) ?? {};
    if (at === undefined || sealed === undefined || parts === undefined) return undefined;
    if (!this.#areAsTheyWere(parts)) {
      memory.delete(at);
      return undefined;
    }
    const answer = await unlessAway(keys.open(among(consents, parts), text, sealed));
    if (answer !== undefined) onFound(parts.length);
    return answer;
  }

  async keep(
    { text, consents }: Question,
    answer: string | Buffer,
    parts: readonly KeptPart[],
  ): Promise<void> {
    const { memory, keys } = this.#parts;
    const at = placeOf(text, consents);
    if (at === undefined || Buffer.byteLength(answer) > MAX_BYTES) return;
    const bytes = typeof answer === "string" ? Buffer.from(answer) : answer;
    const sealed = await unlessAway(keys.seal(among(consents, parts), text, bytes));
    const readAt = Math.min(...parts.map((part) => part.readAt));
    if (sealed !== undefined) memory.set(at, { sealed, readAt, parts });
  }

  #areAsTheyWere(parts: readonly KeptPart[]): boolean {
    const { memory, clock } = this.#parts;
    const now = clock.now();
    return parts.every((part) => {
      const isYoung = now < part.goodUntil && now - part.readAt >= -CLOCK_SKEW_MS;
      return isYoung && memory.get(part)?.serial === part.serial;
    });
  }
}

/** The text holds ids of people and whatever variables hold; it is kept by none but its hash. */
function placeOf(text: string, [first]: readonly ConsentReference[]): Place | undefined {
  return first && { consentId: first.consentId, name: `whole-${hash("sha256", text, "base64url")}` };
}

/** @returns the consents that the parts were read under. */
function among(
  consents: readonly ConsentReference[],
  parts: readonly KeptPart[],
): readonly ConsentReference[] {
  const ids = new Set(parts.map(({ consentId }) => consentId));
  return consents.filter(({ consentId }) => ids.has(consentId));
}
