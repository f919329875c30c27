import { randomBytes } from "node:crypto";
import { GatewayError } from "../core/gateway-error.js";
import { EnvelopeError, open, seal } from "./envelope.js";

/** A data key as it is stored: encrypted under one key of the ring, which is named beside it. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Uint8Array;
}

/** Wraps data keys. A key ring of files today; a key management service has the same two calls. */
export interface KeyManagement {
  /** @returns a new random 32-byte data key, and the same key wrapped for `context`. */
  generateDataKey(
    context: readonly string[],
  ): Promise<{ readonly plain: Buffer; readonly wrapped: WrappedKey }>;
  /** Rejects with RECORD_UNREADABLE for an unknown key id or a wrapped key that was changed or moved. */
  unwrap(wrapped: WrappedKey, context: readonly string[]): Promise<Buffer>;
}

/** Keys by id, 32 bytes each. New data keys are wrapped under `current`; the others only unwrap. */
export class KeyRing implements KeyManagement {
  readonly #current: string;
  readonly #keys: ReadonlyMap<string, Uint8Array>;

  constructor(current: string, keys: ReadonlyMap<string, Uint8Array>) {
    this.#current = current;
    this.#keys = keys;
  }

  async generateDataKey(context: readonly string[]): Promise<{ plain: Buffer; wrapped: WrappedKey }> {
    const plain = randomBytes(32);
    const wrapped = seal(this.#key(this.#current), wrapContext(this.#current, context), plain);
    return { plain, wrapped: { keyId: this.#current, wrapped } };
  }

  async unwrap({ keyId, wrapped }: WrappedKey, context: readonly string[]): Promise<Buffer> {
    const key = this.#key(keyId);
    try {
      return open(key, wrapContext(keyId, context), wrapped);
    } catch (cause) {
      if (!(cause instanceof EnvelopeError)) throw cause;
      throw new GatewayError("RECORD_UNREADABLE", `data key for ${context.join("/")} does not open`, {
        cause,
      });
    }
  }

  #key(keyId: string): Uint8Array {
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new GatewayError("RECORD_UNREADABLE", `key ${keyId} is not in the key ring`);
    return key;
  }
}

function wrapContext(keyId: string, context: readonly string[]): string[] {
  return ["data-key", keyId, ...context];
}
