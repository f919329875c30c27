import { createHmac, randomBytes } from "node:crypto";
import { inspect } from "node:util";

/** Made anew for each process, so that a fingerprint correlates log lines but cannot be looked up elsewhere. */
const fingerprintKey = randomBytes(32);

/**
 * A value that must never be printed: a token, a key, a client secret. Whatever prints it (template, JSON, console,
 * logger) shows `[secret:…]` with a keyed fingerprint. `grep '\.reveal('` lists every use.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return `[secret:${createHmac("sha256", fingerprintKey).update(this.#value).digest("hex").slice(0, 8)}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
