import { createCipheriv, createDecipheriv, timingSafeEqual } from "node:crypto";

export const IV_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;

/** A sealed text that does not open: wrong key, changed bytes, or moved to another place. Says no more, on purpose. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

/** What a text is sealed with. GCM alone lets one ciphertext open under two keys, so a commitment to the key stands beside it. */
export interface SealingKey {
  readonly encryptionKey: Buffer;
  readonly commitment: Buffer;
}

/**
 * AES-256-GCM. Layout: header · key commitment 32 · ciphertext · tag 16.
 * @param header ends with the IV.
 * @param context what the text belongs to; header and context must be the same again to open.
 */
export function sealText(key: SealingKey, header: Buffer, context: string, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key.encryptionKey, ivOf(header));
  cipher.setAAD(associatedData(header, context));
  const text = [cipher.update(plaintext), cipher.final()];
  return Buffer.concat([header, key.commitment, ...text, cipher.getAuthTag()]);
}

/**
 * @param sealed begins with `header`.
 * @throws EnvelopeError
 */
export function openText(key: SealingKey, header: Buffer, context: string, sealed: Buffer): Buffer {
  const textStart = header.length + COMMITMENT_BYTES;
  if (sealed.length < textStart + TAG_BYTES) throw new EnvelopeError("not an envelope");
  if (!timingSafeEqual(key.commitment, sealed.subarray(header.length, textStart)))
    throw new EnvelopeError("wrong key");
  const decipher = createDecipheriv("aes-256-gcm", key.encryptionKey, ivOf(header), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(associatedData(header, context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  // GCM gives all of the text at once, and nothing at the end but the verdict.
  const text = decipher.update(sealed.subarray(textStart, -TAG_BYTES));
  try {
    decipher.final();
  } catch (cause) {
    throw new EnvelopeError("changed or moved", { cause });
  }
  return text;
}

function ivOf(header: Buffer): Buffer {
  return header.subarray(-IV_BYTES);
}

function associatedData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}
