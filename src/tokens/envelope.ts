import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { EnvelopeError, IV_BYTES, openText, type SealingKey, sealText } from "./sealed-text.js";

const MAGIC = Buffer.from("FDXT");
const FORMAT = 1;
const AES_256_GCM = 1;
const SALT_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 2 + SALT_BYTES + IV_BYTES;

/**
 * Encrypts under a key of its own for each write: HKDF-SHA-256 of `key` with a random salt, then AES-256-GCM, so that
 * the limit on random nonces under one key (NIST SP 800-38D §8.3) never comes near.
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
  return sealText(derive(key, header), header, textOf(context), plaintext);
}

/** @throws EnvelopeError */
export function open(key: Uint8Array, context: readonly string[], sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const header = bytes.subarray(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !hasKnownFormat(header)) throw new EnvelopeError("not an envelope");
  return openText(derive(key, header), header, textOf(context), bytes);
}

function hasKnownFormat(header: Buffer): boolean {
  return header.subarray(0, 4).equals(MAGIC) && header[4] === FORMAT && header[5] === AES_256_GCM;
}

function derive(key: Uint8Array, header: Buffer): SealingKey {
  const salt = header.subarray(MAGIC.length + 2, MAGIC.length + 2 + SALT_BYTES);
  const derived = Buffer.from(hkdfSync("sha256", key, salt, "fdxgw/v1/token", 64));
  const commitment = createHmac("sha256", derived.subarray(32)).update("fdxgw/v1/key-commitment").digest();
  return { encryptionKey: derived.subarray(0, 32), commitment };
}

/** JSON keeps the parts apart: ["ab","c"] and ["a","bc"] differ. */
function textOf(context: readonly string[]): string {
  return JSON.stringify(context);
}
