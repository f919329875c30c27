import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { EnvelopeError, IV_BYTES, openText, type SealingKey, sealText } from "./sealed-text.js";

/** Magic, format 1, algorithm 1 (AES-256-GCM). */
const START = Buffer.from("FDXA\u0001\u0001", "latin1");
const HEADER_BYTES = START.length + IV_BYTES;
const NO_SALT = Buffer.alloc(0);

/** A bank's answer to a call, or what was put together for an app. */
export type AnswerPurpose = "answer" | "whole-answer";

/**
 * Encrypts many answers under one key, which is derived once: HKDF-SHA-256 of data keys of consents, AES-256-GCM with a random IV.
 * That is safe for 2^32 answers under one key (NIST SP 800-38D §8.3): at one a second, for a hundred years. What is kept
 * for long has an `envelope.ts`, with a key of its own each.
 *
 * Layout: magic 4 · format 1 · algorithm 1 · iv 12 · key commitment 32 · ciphertext · tag 16.
 */
export class AnswerEnvelopes {
  readonly #key: SealingKey;

  /** @param dataKeys 32 bytes each, one after the other */
  constructor(dataKeys: Uint8Array, purpose: AnswerPurpose = "answer") {
    const derived = Buffer.from(hkdfSync("sha256", dataKeys, NO_SALT, `fdxgw/v1/${purpose}`, 64));
    const commitment = createHmac("sha256", derived.subarray(32))
      .update("fdxgw/v1/answer-key-commitment")
      .digest();
    derived.fill(0, 32);
    this.#key = { encryptionKey: derived.subarray(0, 32), commitment };
  }

  /** @param context what the answer belongs to; it must be the same again to open. */
  seal(context: string, plaintext: Uint8Array): Buffer {
    return sealText(this.#key, Buffer.concat([START, randomBytes(IV_BYTES)]), context, plaintext);
  }

  /** @throws EnvelopeError */
  open(context: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const header = bytes.subarray(0, HEADER_BYTES);
    if (header.length < HEADER_BYTES || !header.subarray(0, START.length).equals(START))
      throw new EnvelopeError("not an envelope of an answer");
    return openText(this.#key, header, context, bytes);
  }

  /** @returns `undefined` for what was not sealed in this context under this key. */
  openIfSealedHere(context: string, sealed: Uint8Array): Buffer | undefined {
    try {
      return this.open(context, sealed);
    } catch (failure) {
      if (failure instanceof EnvelopeError) return undefined;
      throw failure;
    }
  }

  /** Overwrites the key. */
  forget(): void {
    this.#key.encryptionKey.fill(0);
  }
}
