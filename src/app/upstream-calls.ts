import { GatewayError } from "../core/gateway-error.js";
import type { UpstreamRequest } from "../providers/data-provider.js";

/** Counts what one GraphQL request asks of banks. */
export class UpstreamCalls implements Pick<UpstreamRequest, "countCall" | "countCached"> {
  made = 0;
  cached = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws OPERATION_TOO_COMPLEX beyond the limit. */
  readonly countCall = (): void => {
    if (this.made >= this.#limit) {
      throw new GatewayError("OPERATION_TOO_COMPLEX", `more than ${this.#limit} upstream calls`);
    }
    this.made += 1;
  };

  readonly countCached = (): void => {
    this.cached += 1;
  };
}
