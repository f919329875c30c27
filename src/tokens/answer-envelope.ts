import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { EnvelopeError } from "./envelope.js";

/** Magic, format 1, algorithm 1 (AES-256-GCM). */
const START = Buffer.from("FDXA\u0001\u0001", "latin1");
const IV_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_BYTES = START.length + IV_BYTES;
const BEFORE_TEXT = HEADER_BYTES + COMMITMENT_BYTES;
const NO_SALT = Buffer.alloc(0);

/**
 * Encrypts many answers under one key, which is derived once: HKDF-SHA-256 of a consent's data key, AES-256-GCM with a random IV.
 * That is safe for 2^32 answers of one consent (NIST SP 800-38D §8.3): at one a second, for a hundred years. A commitment to
 * the key stands in each, because GCM alone lets one ciphertext open under two keys. What is kept for long has an
 * `envelope.ts`, with a key of its own each.
 *
 * Layout: magic 4 · format 1 · algorithm 1 · iv 12 · key commitment 32 · ciphertext · tag 16.
 */
export class AnswerEnvelopes {
  readonly #key: Buffer;
  readonly #commitment: Buffer;

  /** @param dataKey 32 bytes. */
  constructor(dataKey: Uint8Array) {
    const derived = Buffer.from(hkdfSync("sha256", dataKey, NO_SALT, "fdxgw/v1/answer", 64));
    this.#key = derived.subarray(0, 32);
    this.#commitment = createHmac("sha256", derived.subarray(32))
      .update("fdxgw/v1/answer-key-commitment")
      .digest();
    derived.fill(0, 32);
  }

  /** @param context what the answer belongs to; it must be the same again to open. */
  seal(context: string, plaintext: Uint8Array): Buffer {
    const header = Buffer.concat([START, randomBytes(IV_BYTES)]);
    const cipher = createCipheriv("aes-256-gcm", this.#key, header.subarray(START.length));
    cipher.setAAD(associatedData(header, context));
    const text = [cipher.update(plaintext), cipher.final()];
    return Buffer.concat([header, this.#commitment, ...text, cipher.getAuthTag()]);
  }

  /** @throws EnvelopeError */
  open(context: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const header = bytes.subarray(0, HEADER_BYTES);
    if (bytes.length < BEFORE_TEXT + TAG_BYTES || !header.subarray(0, START.length).equals(START))
      throw new EnvelopeError("not an envelope of an answer");
    if (!timingSafeEqual(this.#commitment, bytes.subarray(HEADER_BYTES, BEFORE_TEXT)))
      throw new EnvelopeError("wrong key");
    const decipher = createDecipheriv("aes-256-gcm", this.#key, header.subarray(START.length), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(header, context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    // GCM gives all of the text at once, and nothing at the end but the verdict.
    const text = decipher.update(bytes.subarray(BEFORE_TEXT, -TAG_BYTES));
    try {
      decipher.final();
    } catch (cause) {
      throw new EnvelopeError("changed or moved", { cause });
    }
    return text;
  }

  /** Overwrites the key. */
  forget(): void {
    this.#key.fill(0);
  }
}

function associatedData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}
