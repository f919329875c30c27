import type { DataCluster } from "./data-cluster.js";
import { ERROR_CODES, type ErrorCode, type ErrorCodeEntry } from "./error-codes.js";

/** Under what name a provider's support finds the failed request in its own logs. */
export interface SupportReference {
  /** The header it came in, in small letters. */
  readonly name: string;
  /** An id: short, without blanks, never a text of the provider. */
  readonly value: string;
}

/** Machine-readable facts a client may act on; each becomes a member of GraphQL `extensions`. */
export interface ErrorFacts {
  readonly argument?: string;
  readonly dataCluster?: DataCluster;
  /** FDX's name of what the provider left out or made unclear. */
  readonly field?: string;
  /** How long is to be waited, in seconds: as the provider says, or until a call is left. */
  readonly retryAfter?: number;
  readonly supportReferences?: readonly SupportReference[];
}

/** The one error class that crosses folders. Its `code` is stable; its message is for operators only. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly facts: ErrorFacts;

  readonly #detail: string;

  constructor(
    readonly code: ErrorCode,
    /** For operators. Never sent to a client, never contains a token or account data. */
    detail: string,
    options: { readonly cause?: unknown; readonly facts?: ErrorFacts } = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? {} : { cause: options.cause });
    this.#detail = detail;
    this.facts = options.facts ?? {};
  }

  /** @returns the same failure with more facts; one that it has already stays. */
  with(facts: ErrorFacts): GatewayError {
    return new GatewayError(this.code, this.#detail, {
      cause: this.cause,
      facts: { ...facts, ...this.facts },
    });
  }

  get entry(): ErrorCodeEntry {
    return ERROR_CODES[this.code];
  }
}
