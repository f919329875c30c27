import { GatewayError } from "../core/gateway-error.js";
import type { KeptPart } from "../core/kept-part.js";
import type { UpstreamTally } from "../graph/context.js";
import type { UpstreamRequest } from "../providers/data-provider.js";

type Told = Pick<UpstreamRequest, "countCall" | "countCached" | "countMissed">;

/** Counts what one GraphQL request asks of banks. */
export class UpstreamCalls implements Told, UpstreamTally {
  made = 0;
  cached = 0;
  readonly #limit: number;
  readonly #kept: KeptPart[] = [];
  #isMissed = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get kept(): readonly KeptPart[] | undefined {
    const isAll = this.made === 0 && !this.#isMissed;
    return isAll && this.#kept.length > 0 ? this.#kept.slice() : undefined;
  }

  /** Throws OPERATION_TOO_COMPLEX beyond the limit. */
  readonly countCall = (): void => {
    if (this.made >= this.#limit) {
      throw new GatewayError("OPERATION_TOO_COMPLEX", `more than ${this.#limit} upstream calls`);
    }
    this.made += 1;
  };

  readonly countCached = (kept?: KeptPart): void => {
    this.cached += 1;
    if (kept !== undefined) this.#kept.push(kept);
  };

  readonly countMissed = (): void => {
    this.#isMissed = true;
  };
}
