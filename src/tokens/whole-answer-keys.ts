import { asError } from "../core/as-error.js";
import type { RecordStore } from "../stores/record-store.js";
import { AnswerEnvelopes } from "./answer-envelope.js";
import { ConsentCipher } from "./consent-cipher.js";
import type { ConsentReference } from "./consent-reference.js";
import type { KeyManagement } from "./key-ring.js";

/**
 * Seals what was put together under several consents: under the data keys of all of them, so that it cannot be read once any one
 * of them is destroyed. Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE.
 */
export class WholeAnswerKeys {
  readonly #cipher: ConsentCipher;

  constructor(store: RecordStore, keys: KeyManagement) {
    this.#cipher = new ConsentCipher(store, keys);
  }

  /**
   * @param context what the answer belongs to; it must be the same again to open.
   * @returns `undefined` if a consent's key is destroyed.
   */
  seal(
    consents: readonly ConsentReference[],
    context: string,
    plaintext: Uint8Array,
  ): Promise<Buffer | undefined> {
    return this.#with(consents, (envelopes) => envelopes.seal(context, plaintext));
  }

  /** @returns `undefined` also for what was not sealed under these consents, in their order, in this context. */
  open(
    consents: readonly ConsentReference[],
    context: string,
    sealed: Uint8Array,
  ): Promise<Buffer | undefined> {
    return this.#with(consents, (envelopes) => envelopes.openIfSealedHere(context, sealed));
  }

  async #with(
    consents: readonly ConsentReference[],
    work: (envelopes: AnswerEnvelopes) => Buffer | undefined,
  ): Promise<Buffer | undefined> {
    const envelopes = await this.#envelopesOf(consents);
    if (envelopes === undefined) return undefined;
    try {
      return work(envelopes);
    } finally {
      envelopes.forget();
    }
  }

  async #envelopesOf(consents: readonly ConsentReference[]): Promise<AnswerEnvelopes | undefined> {
    const looked = await Promise.allSettled(consents.map((consent) => this.#cipher.key(consent)));
    const keys = looked.flatMap((look) => (look.status === "fulfilled" && look.value ? look.value : []));
    const all = Buffer.concat(keys);
    try {
      for (const look of looked) if (look.status === "rejected") throw asError(look.reason);
      return keys.length < consents.length ? undefined : new AnswerEnvelopes(all, "whole-answer");
    } finally {
      for (const key of [...keys, all]) key.fill(0);
    }
  }
}
