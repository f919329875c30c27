import { AdaptiveLimit, type LimitOptions, type LoopLoad } from "./adaptive-limit.js";

/** Too many at once; more than the loop can do; more than the app's share of it. */
export type ShedCause = "in_flight" | "loop_delay" | "app_share";

/** Stands for all requests that name no registered app. */
export const NO_APP = "";

/** Until those who hold more than their share have come down to it. */
const MOST_TIMES_LIMIT = 2;

export interface AdmissionStatus {
  readonly inFlight: number;
  readonly limit: number;
  readonly loopDelayMs: number;
  readonly shed: Readonly<Record<ShedCause, number>>;
}

/**
 * Who may come in. Below the limit everybody; at the limit only an app that holds less than its equal share of it, so that
 * no app can shut another one out, and none is held back while nobody else needs the room. Together they never hold more
 * than twice the limit.
 */
export class Admission {
  readonly #limit: AdaptiveLimit;
  /** By app, 0 too: an entry that comes and goes with each request would leave tables behind (`LinkedList`). */
  readonly #held = new Map<string, number>();
  /** Apps that hold anything. */
  #holders = 0;
  readonly #shed: Record<ShedCause, number> = { in_flight: 0, loop_delay: 0, app_share: 0 };
  #inFlight = 0;
  #refused = 0;
  #loopDelayMs = 0;

  constructor(options: LimitOptions) {
    this.#limit = new AdaptiveLimit(options);
  }

  get status(): AdmissionStatus {
    const limit = Math.floor(this.#limit.value);
    return { inFlight: this.#inFlight, limit, loopDelayMs: this.#loopDelayMs, shed: { ...this.#shed } };
  }

  /** @returns whether it is in; then `leave` must follow. */
  enter(appId: string): boolean {
    const held = this.#held.get(appId) ?? 0;
    if (this.#inFlight >= this.#limit.value && !this.#isOwedRoom(appId, held)) {
      this.#refuse(appId);
      return false;
    }
    this.#held.set(appId, held + 1);
    if (held === 0) this.#holders += 1;
    this.#inFlight += 1;
    return true;
  }

  leave(appId: string): void {
    const held = this.#held.get(appId) ?? 0;
    this.#held.set(appId, held - 1);
    if (held === 1) this.#holders -= 1;
    this.#inFlight -= 1;
  }

  observe(load: LoopLoad): void {
    this.#loopDelayMs = load.delayMs;
    this.#limit.observe(load, this.#inFlight, this.#refused);
    this.#refused = 0;
  }

  /** Whoever asks counts as one of those that share. */
  #isOwedRoom(appId: string, held: number): boolean {
    if (appId === NO_APP || this.#inFlight >= MOST_TIMES_LIMIT * this.#limit.value) return false;
    return held < this.#limit.value / (this.#holders + (held === 0 ? 1 : 0));
  }

  #refuse(appId: string): void {
    this.#refused += 1;
    const hasNeighbours = this.#holders > (this.#held.get(appId) ? 1 : 0);
    this.#shed[hasNeighbours ? "app_share" : this.#limit.isLowered ? "loop_delay" : "in_flight"] += 1;
  }
}
