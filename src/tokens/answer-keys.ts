import { createHmac } from "node:crypto";
import type { RecordStore } from "../stores/record-store.js";
import { ConsentCipher } from "./consent-cipher.js";
import type { ConsentReference } from "./consent-reference.js";
import { bindings } from "./data-key.js";
import { AnswerEnvelopes } from "./answer-envelope.js";
import type { KeyManagement } from "./key-ring.js";

/** Which answer of a bank: to whose question, under which state of the consent. Each part makes it another one. */
export interface AnswerPlace {
  readonly reference: ConsentReference;
  /** Of the consent's record. */
  readonly consentVersion: number;
  /** The whole request, and what it is of. */
  readonly request: string;
}

/** Grows when sealed answers change their form. */
const KIND = "answer/2";

/** @returns the place as text: two are equal only if every part is, since JSON keeps them apart. */
export function answerContext(place: AnswerPlace): string {
  const known = CONTEXTS.get(place);
  if (known !== undefined) return known;
  const { reference, consentVersion, request } = place;
  const context = JSON.stringify([KIND, ...bindings(reference), String(consentVersion), request]);
  CONTEXTS.set(place, context);
  return context;
}

/** Each read asks for it several times. */
const CONTEXTS = new WeakMap<AnswerPlace, string>();

/** Seals answers of banks as tokens are sealed: under the data key of their consent, which dies with it. */
export class AnswerKeys {
  readonly #cipher: ConsentCipher;

  constructor(store: RecordStore, keys: KeyManagement) {
    this.#cipher = new ConsentCipher(store, keys);
  }

  /**
   * Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE.
   * @returns the consent's key as it is at this moment, to be forgotten soon; `undefined` if it is destroyed.
   */
  async keyOf(reference: ConsentReference): Promise<AnswerKey | undefined> {
    const key = await this.#cipher.key(reference);
    return key && new AnswerKey(key);
  }
}

/** A consent's data key in memory. */
export class AnswerKey {
  readonly #key: Buffer;
  readonly #envelopes: AnswerEnvelopes;

  constructor(key: Buffer) {
    this.#key = key;
    this.#envelopes = new AnswerEnvelopes(key);
  }

  /** @returns under which name an answer is kept: it says nothing of the request to whoever has not the key. */
  nameOf(place: AnswerPlace): string {
    return createHmac("sha256", this.#key)
      .update(`name ${answerContext(place)}`)
      .digest("base64url");
  }

  /** The plain text is overwritten afterwards. */
  seal(place: AnswerPlace, plaintext: Buffer): Buffer {
    try {
      return this.#envelopes.seal(answerContext(place), plaintext);
    } finally {
      plaintext.fill(0);
    }
  }

  /** @returns `undefined` for what was not sealed for this place under this key. */
  open(place: AnswerPlace, sealed: Uint8Array): Buffer | undefined {
    return this.#envelopes.openIfSealedHere(answerContext(place), sealed);
  }

  /** Overwrites the key; call it when no more is to be sealed or opened. */
  forget(): void {
    this.#key.fill(0);
    this.#envelopes.forget();
  }
}
