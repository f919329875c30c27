import { LRUCache } from "lru-cache";

/** What an operation costs beside its banks' answers, in such answers. */
const OWN = 3;
/** Of one that was not seen before: most read one list. */
const UNKNOWN = 1;
const MOST_DOCUMENTS = 1000;
/** Of documents, in characters. */
const MOST_TEXT = 1024 * 1024;

/**
 * How much an operation has the process do, as far as its last run told: the banks' answers that it was made of, called for or
 * kept. So many objects live until it ends.
 */
export class OperationLoads {
  readonly #answers = new LRUCache<string, number>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_TEXT,
    sizeCalculation: (_answers, document) => Math.max(1, document.length),
  });

  /** @param document its text */
  of(document: string): number {
    return OWN + (this.#answers.get(document) ?? UNKNOWN);
  }

  learn(document: string, answers: number): void {
    if (answers !== this.#answers.get(document)) this.#answers.set(document, answers);
  }
}
