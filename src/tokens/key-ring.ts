import { hkdfSync, randomBytes } from "node:crypto";
import { GatewayError } from "../core/gateway-error.js";
import type { KeyRingFile } from "../core/key-ring-file.js";
import { open, seal } from "./envelope.js";
import { EnvelopeError } from "./sealed-text.js";

/** A data key as it is stored: encrypted under one key of the ring, which is named beside it. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Uint8Array;
}

/** A key that authenticates records. */
export interface MacKey {
  readonly keyId: string;
  readonly key: Uint8Array;
}

/** Wraps data keys. A key ring in a file today; a key management service can do the same. */
export interface KeyManagement {
  /** @returns a new random 32-byte data key, and the same key wrapped for `context` under the current key. */
  generateDataKey(
    context: readonly string[],
  ): Promise<{ readonly plain: Buffer; readonly wrapped: WrappedKey }>;
  /** Rejects with RECORD_UNREADABLE for an unknown key id or a wrapped key that was changed or moved. */
  unwrap(wrapped: WrappedKey, context: readonly string[]): Promise<Buffer>;
  /** The same data key under the current key. Rejects like `unwrap`. */
  rewrap(wrapped: WrappedKey, context: readonly string[]): Promise<WrappedKey>;
  /** The key for authenticating records: of `keyId`, or of the current key. Rejects for an unknown key id. */
  macKey(keyId?: string): Promise<MacKey>;
}

/** Keys by id, 32 bytes each. New data keys are wrapped under `current`; the others only unwrap. */
export class KeyRing implements KeyManagement {
  readonly #current: string;
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #macKeys = new Map<string, MacKey>();

  constructor({ current, keys }: KeyRingFile) {
    this.#current = current;
    this.#keys = keys;
  }

  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  async generateDataKey(context: readonly string[]): Promise<{ plain: Buffer; wrapped: WrappedKey }> {
    const plain = randomBytes(32);
    return { plain, wrapped: this.#wrap(plain, context) };
  }

  async unwrap({ keyId, wrapped }: WrappedKey, context: readonly string[]): Promise<Buffer> {
    const key = this.#key(keyId, context);
    try {
      return open(key, wrapContext(keyId, context), wrapped);
    } catch (cause) {
      if (!(cause instanceof EnvelopeError)) throw cause;
      throw new GatewayError("RECORD_UNREADABLE", `data key for ${context.join("/")} does not open`, {
        cause,
      });
    }
  }

  async rewrap(wrapped: WrappedKey, context: readonly string[]): Promise<WrappedKey> {
    const plain = await this.unwrap(wrapped, context);
    try {
      return this.#wrap(plain, context);
    } finally {
      plain.fill(0);
    }
  }

  async macKey(keyId = this.#current): Promise<MacKey> {
    const known = this.#macKeys.get(keyId);
    if (known !== undefined) return known;
    const derived = hkdfSync("sha256", this.#key(keyId, ["record"]), "", "fdxgw/v1/record-mac", 32);
    const macKey = { keyId, key: Buffer.from(derived) };
    this.#macKeys.set(keyId, macKey);
    return macKey;
  }

  #wrap(plain: Uint8Array, context: readonly string[]): WrappedKey {
    const keyId = this.#current;
    return { keyId, wrapped: seal(this.#key(keyId, context), wrapContext(keyId, context), plain) };
  }

  #key(keyId: string, context: readonly string[]): Uint8Array {
    const key = this.#keys.get(keyId);
    if (key !== undefined) return key;
    throw new GatewayError(
      "RECORD_UNREADABLE",
      `key ${JSON.stringify(keyId.slice(0, 64))} of ${context.join("/")} is not in the key ring`,
    );
  }
}

function wrapContext(keyId: string, context: readonly string[]): string[] {
  return ["data-key", keyId, ...context];
}
