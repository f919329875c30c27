import { LRUCache } from "lru-cache";
import type { AnswerKey } from "../../stores/answer-store.js";

/** An answer as it may lie about: sealed. */
export interface SealedAnswer {
  readonly sealed: Uint8Array;
  /** Wall-clock milliseconds. */
  readonly readAt: number;
}

/** What an entry takes beside its bytes. */
const OVERHEAD_BYTES = 600;

/** The answers that this process used last, as many as there is memory for. */
export class MemoryLayer {
  readonly #answers: LRUCache<string, SealedAnswer>;
  /** Which there are of each consent. */
  readonly #byConsent = new Map<string, Set<string>>();

  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ sealed }) => sealed.length + OVERHEAD_BYTES,
      dispose: (_answer, path, reason) => {
        if (reason !== "set") this.#unlist(path);
      },
    });
  }

  get(key: AnswerKey): SealedAnswer | undefined {
    return this.#answers.get(pathOf(key));
  }

  set(key: AnswerKey, answer: SealedAnswer): void {
    const path = pathOf(key);
    this.#answers.set(path, answer);
    // One that is larger than all the memory was not taken.
    if (!this.#answers.has(path)) return;
    const paths = this.#byConsent.get(key.consentId) ?? new Set<string>();
    this.#byConsent.set(key.consentId, paths.add(path));
  }

  delete(key: AnswerKey): void {
    this.#answers.delete(pathOf(key));
  }

  deleteAll(consentId: string): void {
    for (const path of [...(this.#byConsent.get(consentId) ?? [])]) this.#answers.delete(path);
  }

  /** Deletes what was read before. @param readAt wall-clock milliseconds. */
  deleteOlderThan(readAt: number): void {
    for (const [path, answer] of [...this.#answers.entries()]) {
      if (answer.readAt < readAt) this.#answers.delete(path);
    }
  }

  #unlist(path: string): void {
    const consentId = path.slice(0, path.indexOf(" "));
    const paths = this.#byConsent.get(consentId);
    paths?.delete(path);
    if (paths?.size === 0) this.#byConsent.delete(consentId);
  }
}

function pathOf({ consentId, name }: AnswerKey): string {
  return `${consentId} ${name}`;
}
