import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

const MAGIC = Buffer.from("FDXT");
const FORMAT = 1;
const AES_256_GCM = 1;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + 2 + SALT_BYTES + IV_BYTES;

/** A sealed text that does not open: wrong key, changed bytes, or moved to another place. Says no more, on purpose. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

/**
 * Encrypts under a key of its own for each write: HKDF-SHA-256 of `key` with a random salt, then AES-256-GCM, so that
 * the limit on random nonces under one key (NIST SP 800-38D §8.3) never comes near. A commitment to the derived key
 * stands beside it, because GCM alone lets one ciphertext open under two keys.
 *
 * Layout: magic 4 · format 1 · algorithm 1 · salt 32 · iv 12 · key commitment 32 · ciphertext · tag 16.
 * @param key 32 bytes.
 * @param context what the text belongs to (identity, kind, version); it must be the same again to open.
 */
export function seal(key: Uint8Array, context: readonly string[], plaintext: Uint8Array): Buffer {
  const header = Buffer.concat([
    MAGIC,
    Buffer.from([FORMAT, AES_256_GCM]),
    randomBytes(SALT_BYTES),
    randomBytes(IV_BYTES),
  ]);
  const { encryptionKey, commitment } = derive(key, header);
  const cipher = createCipheriv("aes-256-gcm", encryptionKey, ivOf(header));
  cipher.setAAD(associatedData(header, context));
  return Buffer.concat([header, commitment, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws EnvelopeError */
export function open(key: Uint8Array, context: readonly string[], sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const header = bytes.subarray(0, HEADER_BYTES);
  const ciphertextStart = HEADER_BYTES + COMMITMENT_BYTES;
  if (bytes.length < ciphertextStart + TAG_BYTES || !hasKnownFormat(header))
    throw new EnvelopeError("not an envelope");
  const { encryptionKey, commitment } = derive(key, header);
  if (!timingSafeEqual(commitment, bytes.subarray(HEADER_BYTES, ciphertextStart)))
    throw new EnvelopeError("wrong key");
  try {
    const decipher = createDecipheriv("aes-256-gcm", encryptionKey, ivOf(header), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(header, context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(ciphertextStart, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new EnvelopeError("changed or moved", { cause });
  }
}

function hasKnownFormat(header: Buffer): boolean {
  return header.subarray(0, 4).equals(MAGIC) && header[4] === FORMAT && header[5] === AES_256_GCM;
}

function ivOf(header: Buffer): Buffer {
  return header.subarray(HEADER_BYTES - IV_BYTES);
}

function derive(key: Uint8Array, header: Buffer): { encryptionKey: Buffer; commitment: Buffer } {
  const salt = header.subarray(MAGIC.length + 2, MAGIC.length + 2 + SALT_BYTES);
  const derived = Buffer.from(hkdfSync("sha256", key, salt, "fdxgw/v1/token", 64));
  const commitment = createHmac("sha256", derived.subarray(32)).update("fdxgw/v1/key-commitment").digest();
  return { encryptionKey: derived.subarray(0, 32), commitment };
}

/** JSON keeps the parts apart: ["ab","c"] and ["a","bc"] differ. */
function associatedData(header: Buffer, context: readonly string[]): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify(context))]);
}
