import { LRUCache } from "lru-cache";
import type { Clock } from "../core/clock.js";
import type { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";

interface CoolDown {
  /** Monotonic milliseconds. */
  readonly until: number;
  /** What readers are told while it lasts; `undefined` after a refresh that went well. */
  readonly failure: GatewayError | undefined;
}

const LIMIT = 100_000;

/** Consents whose last refresh is so recent that another would be a storm: a bank that is down is not asked by every reader. */
export class CoolDowns {
  readonly #clock: Clock;
  /** By size, not by `max`: that one would set the memory for all of them aside at once. */
  readonly #byConsent = new LRUCache<ConsentId, CoolDown>({ maxSize: LIMIT, sizeCalculation: () => 1 });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param ms how long it lasts. */
  begin(consentId: ConsentId, ms: number, failure?: GatewayError): void {
    this.#byConsent.set(consentId, { until: this.#clock.monotonic() + ms, failure });
  }

  running(consentId: ConsentId): CoolDown | undefined {
    const coolDown = this.#byConsent.get(consentId);
    if (coolDown === undefined || coolDown.until > this.#clock.monotonic()) return coolDown;
    this.#byConsent.delete(consentId);
    return undefined;
  }
}
