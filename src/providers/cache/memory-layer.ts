import { LRUCache } from "lru-cache";
import type { KeptPart } from "../../core/kept-part.js";
import type { AnswerKey } from "../../stores/answer-store.js";

/** An answer as it may lie about: sealed. */
export interface SealedAnswer {
  readonly sealed: Uint8Array;
  /** Wall-clock milliseconds. */
  readonly readAt: number;
  /** What it was made of, where it is none of a bank's. It goes with the answers of any of their consents. */
  readonly parts?: readonly KeptPart[];
}

/** One that is here. */
export interface NearAnswer extends SealedAnswer {
  /** What is put in its place has another one. */
  readonly serial: number;
}

/** What an entry takes beside its bytes. */
const OVERHEAD_BYTES = 600;
const PART_BYTES = 200;

/** The answers that this process used last, as many as there is memory for. */
export class MemoryLayer {
  readonly #answers: LRUCache<string, NearAnswer>;
  #count = 0;
  /** Which there are of each consent. */
  readonly #byConsent = new Map<string, Set<string>>();

  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ sealed, parts = [] }) => sealed.length + OVERHEAD_BYTES + PART_BYTES * parts.length,
      dispose: (answer, path) => {
        for (const consentId of consentsOf(path, answer)) this.#unlist(consentId, path);
      },
    });
  }

  get(key: AnswerKey): NearAnswer | undefined {
    return this.#answers.get(pathOf(key));
  }

  /** @returns its serial */
  set(key: AnswerKey, { sealed, readAt, parts }: SealedAnswer): number {
    const path = pathOf(key);
    const serial = (this.#count += 1);
    const answer = { sealed, readAt, serial, ...(parts && { parts }) };
    this.#answers.set(path, answer);
    // One that is larger than all the memory was not taken.
    if (this.#answers.has(path)) {
      for (const consentId of consentsOf(path, answer)) this.#list(consentId, path);
    }
    return serial;
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

  #list(consentId: string, path: string): void {
    const paths = this.#byConsent.get(consentId) ?? new Set<string>();
    this.#byConsent.set(consentId, paths.add(path));
  }

  #unlist(consentId: string, path: string): void {
    const paths = this.#byConsent.get(consentId);
    paths?.delete(path);
    if (paths?.size === 0) this.#byConsent.delete(consentId);
  }
}

function consentsOf(path: string, { parts = [] }: SealedAnswer): ReadonlySet<string> {
  return new Set([path.slice(0, path.indexOf(" ")), ...parts.map(({ consentId }) => consentId)]);
}

function pathOf({ consentId, name }: AnswerKey): string {
  return `${consentId} ${name}`;
}
