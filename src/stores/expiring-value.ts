const HEAD_BYTES = 8;

/** @returns the value behind its end, in one piece. @param expiresAt wall-clock milliseconds. */
export function withExpiry(value: Uint8Array, expiresAt: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + value.length);
  bytes.writeDoubleBE(expiresAt);
  bytes.set(value, HEAD_BYTES);
  return bytes;
}

/** @returns 0 for what was not made by `withExpiry`. */
export function expiryOf(bytes: Buffer): number {
  return bytes.length < HEAD_BYTES ? 0 : bytes.readDoubleBE();
}

/** @returns `undefined` once it has expired. */
export function liveValue(bytes: Buffer, now: number): Buffer | undefined {
  return expiryOf(bytes) > now ? bytes.subarray(HEAD_BYTES) : undefined;
}
