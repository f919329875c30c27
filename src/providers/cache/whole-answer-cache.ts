import { hash } from "node:crypto";
import type { Clock } from "../../core/clock.js";
import type { KeptPart } from "../../core/kept-part.js";
import type { AnswerKey as Place } from "../../stores/answer-store.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { WholeAnswerKeys } from "../../tokens/whole-answer-keys.js";
import { CLOCK_SKEW_MS, MAX_BYTES } from "./kept-answers.js";
import type { MemoryLayer, SealedAnswer } from "./memory-layer.js";
import { unlessAway } from "./unless-away.js";

export interface WholeAnswerCacheParts {
  readonly keys: Pick<WholeAnswerKeys, "seal" | "open">;
  /** For whole answers alone: many that differ in little must not drive out what they are made of. */
  readonly memory: MemoryLayer;
  /** Where their parts lie. */
  readonly partMemory: Pick<MemoryLayer, "get">;
  readonly clock: Pick<Clock, "now">;
  /** Told of how many parts an answer was that was found. */
  readonly onFound: (parts: number) => void;
}

/** `WholeQuestion` of the layers above. */
interface Question {
  readonly text: string;
  readonly consents: readonly ConsentReference[];
}

/** Answers to apps, put together from nothing but kept answers of banks: docs/adr/0048-answers-kept-whole.md. */
export class WholeAnswerCache {
  readonly #parts: WholeAnswerCacheParts;

  constructor(parts: WholeAnswerCacheParts) {
    this.#parts = parts;
  }

  /** @returns `undefined` as soon as any part of it is not what it was, or is too old. */
  async find({ text, consents }: Question): Promise<Buffer | undefined> {
    const { keys, onFound } = this.#parts;
    const { parts = [], sealed } = this.#lookAt(text, consents) ?? {};
    const madeUnder = among(consents, parts);
    if (sealed === undefined || madeUnder === undefined) return undefined;
    const answer = await unlessAway(keys.open(madeUnder, text, sealed));
    // The keys may have taken their time.
    if (answer === undefined || !this.#areAsTheyWere(parts)) return undefined;
    onFound(parts.length);
    return answer;
  }

  /** @param answer is read, and left as it is */
  async keep(
    { text, consents }: Question,
    answer: string | Buffer,
    parts: readonly KeptPart[],
  ): Promise<void> {
    const { memory, keys } = this.#parts;
    const at = placeOf(text, consents);
    const madeUnder = among(consents, parts);
    if (at === undefined || madeUnder === undefined || Buffer.byteLength(answer) > MAX_BYTES) return;
    const bytes = Buffer.from(answer);
    const sealed = await unlessAway(keys.seal(madeUnder, text, bytes));
    bytes.fill(0);
    // What a consent has taken along meanwhile must not be put where nothing takes it along any more.
    if (sealed === undefined || !this.#areAsTheyWere(parts)) return;
    memory.set(at, { sealed, readAt: Math.min(...parts.map(({ readAt }) => readAt)), parts });
  }

  #lookAt(text: string, consents: readonly ConsentReference[]): SealedAnswer | undefined {
    const { memory } = this.#parts;
    const at = placeOf(text, consents);
    const found = at && memory.get(at);
    if (at === undefined || found?.parts === undefined) return undefined;
    if (this.#areAsTheyWere(found.parts)) return found;
    memory.delete(at);
    return undefined;
  }

  #areAsTheyWere(parts: readonly KeptPart[]): boolean {
    const { partMemory, clock } = this.#parts;
    const now = clock.now();
    return parts.every((part) => {
      const isYoung = now < part.goodUntil && now - part.readAt >= -CLOCK_SKEW_MS;
      return isYoung && partMemory.get(part)?.serial === part.serial;
    });
  }
}

/** The text holds ids of people and whatever variables hold; it is kept by none but its hash. */
function placeOf(text: string, [first]: readonly ConsentReference[]): Place | undefined {
  return first && { consentId: first.consentId, name: `whole-${hash("sha256", text, "base64url")}` };
}

/** @returns the consents that the parts were read under; `undefined` if the question does not name one of them. */
function among(
  consents: readonly ConsentReference[],
  parts: readonly KeptPart[],
): readonly ConsentReference[] | undefined {
  const ids = new Set(parts.map(({ consentId }) => consentId));
  const found = consents.filter(({ consentId }) => ids.has(consentId));
  return found.length > 0 && found.length === ids.size ? found : undefined;
}
