import { Bulkhead } from "./bulkhead.js";

/** More than one GraphQL request may ever call. */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Each GraphQL request has a lane of its own to a bank. A wide one (a hundred accounts with their transactions) goes through
 * it a few calls at a time: it neither takes every place at the bank, nor is refused for its own width.
 */
export class RequestLanes {
  readonly #width: number;
  readonly #lanes = new WeakMap<object, Bulkhead>();

  constructor(width: number) {
    this.#width = width;
  }

  /** The lane is gone with the request. */
  of(request: object): Bulkhead {
    const known = this.#lanes.get(request);
    if (known !== undefined) return known;
    const lane = new Bulkhead({ inFlight: this.#width, waiting: NO_LIMIT });
    this.#lanes.set(request, lane);
    return lane;
  }
}
