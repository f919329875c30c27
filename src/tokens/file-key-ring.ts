import { readFileSync, statSync } from "node:fs";
import { GatewayError } from "../core/gateway-error.js";
import { parseKeyRing } from "../core/key-ring-file.js";
import { type KeyManagement, KeyRing, type MacKey, type WrappedKey } from "./key-ring.js";

export interface FileKeyRingOptions {
  /** Told when a changed file cannot be read; the ring read before stays in use. */
  readonly onFailure: (failure: unknown) => void;
}

/** How often a file is looked at for a change. A key id that is not known is looked for at once. */
export const RELOAD_MS = 1000;

/**
 * The key ring of a file. A changed file is read again by itself, so that keys are rotated without a restart. Rejects with
 * RECORD_UNREADABLE where a key is in no ring.
 */
export class FileKeyRing implements KeyManagement {
  readonly #path: string;
  readonly #onFailure: (failure: unknown) => void;
  #ring: KeyRing;
  #stamp: string;
  #lookedAt = performance.now();

  /** @throws GatewayError STORE_UNAVAILABLE if the file is missing, damaged, or open to others. */
  constructor(path: string, { onFailure }: FileKeyRingOptions) {
    this.#path = path;
    this.#onFailure = onFailure;
    this.#stamp = stampOf(path);
    this.#ring = readRing(path);
  }

  generateDataKey(
    context: readonly string[],
  ): Promise<{ readonly plain: Buffer; readonly wrapped: WrappedKey }> {
    return this.#fresh().generateDataKey(context);
  }

  unwrap(wrapped: WrappedKey, context: readonly string[]): Promise<Buffer> {
    return this.#fresh(wrapped.keyId).unwrap(wrapped, context);
  }

  rewrap(wrapped: WrappedKey, context: readonly string[]): Promise<WrappedKey> {
    return this.#fresh(wrapped.keyId).rewrap(wrapped, context);
  }

  macKey(keyId?: string): Promise<MacKey> {
    return this.#fresh(keyId).macKey(keyId);
  }

  /** @param needed a key id that must be there: for its sake the file is looked at even if that was just done. */
  #fresh(needed?: string): KeyRing {
    const now = performance.now();
    const missing = needed !== undefined && !this.#ring.has(needed);
    if (missing || now - this.#lookedAt > RELOAD_MS) {
      this.#lookedAt = now;
      this.#reload();
    }
    return this.#ring;
  }

  #reload(): void {
    try {
      const stamp = stampOf(this.#path);
      if (stamp === this.#stamp) return;
      this.#ring = readRing(this.#path);
      this.#stamp = stamp;
    } catch (failure) {
      this.#onFailure(failure);
    }
  }
}

/** Changes when the file is written or replaced. */
function stampOf(path: string): string {
  try {
    const { mtimeMs, ino, size } = statSync(path);
    return `${mtimeMs}/${ino}/${size}`;
  } catch (cause) {
    throw unreadable(path, "cannot be read", cause);
  }
}

function readRing(path: string): KeyRing {
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0) throw unreadable(path, "is open to others; its mode must be 0400 or 0600");
  const ring = parseKeyRing(readFileSync(path, "utf8"));
  if ("faults" in ring) throw unreadable(path, ring.faults.join("; "));
  return new KeyRing(ring);
}

function unreadable(path: string, fault: string, cause?: unknown): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", `key ring file ${path} ${fault}`, { cause });
}
