import type { IncomingHttpHeaders } from "node:http";
import { withSupportReferences } from "./support-references.js";

/** The body of a success, and by which ids the provider's support finds the request. Empty where there is none (204). */
export class FdxBody {
  readonly #headers: IncomingHttpHeaders;

  constructor(
    readonly bytes: Buffer,
    headers: IncomingHttpHeaders,
  ) {
    this.#headers = headers;
  }

  /** @throws what `decode` throws, with the provider's ids of the request */
  read<Value>(decode: (bytes: Buffer) => Value): Value {
    try {
      return decode(this.bytes);
    } catch (failure) {
      throw withSupportReferences(failure, this.#headers);
    }
  }
}
