import { LRUCache } from "lru-cache";
import type { Clock } from "../core/clock.js";
import type { ConsentId } from "../core/ids.js";

/** A consent of which more than this are watched at once is looked at afresh: it waits longer, it is never early. */
const LIMIT = 100_000;

/**
 * How long this process has seen each record at the same version, by its own monotonic clock. That somebody has stopped
 * working is told by this alone: no process trusts a time that another one wrote down, whose clock may be wrong.
 */
export class Sightings {
  readonly #clock: Clock;
  readonly #seen = new LRUCache<ConsentId, { readonly version: number; readonly since: number }>({
    max: LIMIT,
  });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns milliseconds; 0 at the first sight of a version. */
  unchangedMs(consentId: ConsentId, version: number): number {
    const now = this.#clock.monotonic();
    const seen = this.#seen.get(consentId);
    if (seen?.version === version) return now - seen.since;
    this.#seen.set(consentId, { version, since: now });
    return 0;
  }
}
