import type { IncomingHttpHeaders } from "node:http";
import { supportReferencesOf, withSupportReferences } from "./support-references.js";

export interface BodyFacts {
  /** When it was asked for, RFC 3339, UTC; left out if that was for this request. */
  readonly asOf?: string | undefined;
  /** The provider says that parts are missing. */
  readonly isPartial?: boolean | undefined;
  /** Told when the body turns out to be none. */
  readonly onUnreadable?: (() => void) | undefined;
}

/** The body of a success, and by which ids the provider's support finds the request. Empty where there is none (204). */
export class FdxBody {
  readonly #headers: IncomingHttpHeaders;
  readonly #facts: BodyFacts;

  constructor(
    readonly bytes: Buffer,
    headers: IncomingHttpHeaders,
    facts: BodyFacts = {},
  ) {
    this.#headers = headers;
    this.#facts = facts;
  }

  get asOf(): string | undefined {
    return this.#facts.asOf;
  }

  get isPartial(): boolean {
    return this.#facts.isPartial === true;
  }

  /** The headers that hold the provider's ids, and no other. */
  get supportHeaders(): Readonly<Record<string, string>> {
    return Object.fromEntries(supportReferencesOf(this.#headers).map(({ name, value }) => [name, value]));
  }

  /** @returns the same bytes, with other facts about them. */
  with(facts: BodyFacts): FdxBody {
    return new FdxBody(this.bytes, this.#headers, { ...this.#facts, ...facts });
  }

  /**
   * @param bytes what is read in place of the body, for example the body without its rows
   * @throws what `decode` throws, with the provider's ids of the request
   */
  read<Value>(decode: (bytes: Buffer) => Value, bytes = this.bytes): Value {
    try {
      return decode(bytes);
    } catch (failure) {
      if (bytes === this.bytes) this.#facts.onUnreadable?.();
      throw withSupportReferences(failure, this.#headers);
    }
  }
}
