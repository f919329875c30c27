import { untilAborted } from "../until-aborted.js";
import type { UpstreamRequest } from "../data-provider.js";
import { Flight } from "./flight.js";

export interface Arrived<Result> {
  readonly result: Result;
  /** Another request made the call. */
  readonly isJoined: boolean;
}

/** Calls under way. Whoever asks for the same waits with the others, until its own request ends. */
export class Flights<Result> {
  readonly #flights = new Map<string, Flight<Result>>();

  /**
   * Rejects with what the call rejects with, and with PROVIDER_TIMEOUT when `request` ends first.
   * @param start makes the call, in the name of a request that lives as long as anybody waits.
   */
  async join(
    key: string,
    request: UpstreamRequest,
    start: (shared: UpstreamRequest) => Promise<Result>,
  ): Promise<Arrived<Result>> {
    for (;;) {
      const running = this.#flights.get(key);
      if (running === undefined) {
        return { result: await this.#wait(key, this.#begin(key, request, start), request), isJoined: false };
      }
      try {
        return { result: await this.#wait(key, running, request), isJoined: true };
      } catch (failure) {
        // The one that began it may make no more calls; that is not for the others.
        if (!running.isStartersFault || request.signal.aborted) throw failure;
      }
    }
  }

  #begin(
    key: string,
    request: UpstreamRequest,
    start: (shared: UpstreamRequest) => Promise<Result>,
  ): Flight<Result> {
    const flight = new Flight(request, start, () => {
      this.#end(key, flight);
    });
    this.#flights.set(key, flight);
    return flight;
  }

  async #wait(key: string, flight: Flight<Result>, request: UpstreamRequest): Promise<Result> {
    const leave = flight.enter(request.deadline);
    try {
      return await untilAborted(flight.done, request.signal);
    } finally {
      // One that nobody waits for any more is aborted: who comes now must not join it.
      if (leave()) this.#end(key, flight);
    }
  }

  #end(key: string, flight: Flight<Result>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
