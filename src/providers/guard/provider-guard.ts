import type { Clock } from "../../core/clock.js";
import type { GatewayError } from "../../core/gateway-error.js";
import type { DataProviderId } from "../../core/ids.js";
import { sleep } from "../../core/sleep.js";
import { AdaptiveThrottle } from "./adaptive-throttle.js";
import { Attempt, type Outcome, settle } from "./attempt.js";
import { Bulkhead } from "./bulkhead.js";
import { CircuitBreaker } from "./circuit-breaker.js";
import type { GuardedCall } from "./guarded-call.js";
import { REFUSAL_CAUSES, refusal, type RefusalCause } from "./refusal.js";
import { RequestLanes } from "./request-lanes.js";
import { Retries } from "./retries.js";
import { LEAST_TIME_MS, requireTime } from "./time-left.js";

export interface GuardSettings {
  /** Calls to the bank at the same time; sixteen times as many may wait for a place. */
  readonly maxInFlight: number;
  /** What the bank may take for one answer, to its last byte. */
  readonly timeoutMs: number;
  readonly clock: Pick<Clock, "monotonic" | "now">;
  /** From 0 to below 1; `Math.random` if left out. */
  readonly random?: (() => number) | undefined;
}

/** What a guard has done since the start. */
export interface GuardReport {
  readonly isOpen: boolean;
  readonly refused: Readonly<Record<RefusalCause, number>>;
  readonly retries: number;
}

/** For a place at the bank. */
const LONGEST_WAIT_MS = 5000;
/**
 * How many calls may wait for each place. Under full load from many wide requests a healthy bank's places are taken again within
 * milliseconds: fewer would be refused for our own width.
 */
const WAITING_PER_PLACE = 16;
/** How many requests as wide as can be have room at a bank beside each other. */
const REQUESTS_ABREAST = 2;

/**
 * Stands before one way to a bank, so that a bad day there costs neither the bank nor anybody else: a time for each attempt, at
 * most one retry, and no call at all where the bank is down, turns calls away, or has its hands full.
 */
export class ProviderGuard {
  readonly #id: DataProviderId;
  readonly #limits: { readonly limitMs: number; readonly now: () => number };
  readonly #lanes: RequestLanes;
  readonly #bulkhead: Bulkhead;
  readonly #throttle: AdaptiveThrottle;
  readonly #breaker: CircuitBreaker;
  readonly #retries: Retries;
  readonly #refused = new Map<RefusalCause, number>();
  #retried = 0;

  constructor(id: DataProviderId, { maxInFlight, timeoutMs, clock, random = Math.random }: GuardSettings) {
    this.#id = id;
    this.#limits = { limitMs: timeoutMs, now: () => clock.now() };
    this.#lanes = new RequestLanes(Math.ceil(maxInFlight / REQUESTS_ABREAST));
    this.#bulkhead = new Bulkhead({ inFlight: maxInFlight, waiting: maxInFlight * WAITING_PER_PLACE });
    this.#throttle = new AdaptiveThrottle({ clock, random });
    this.#breaker = new CircuitBreaker(clock, () => {
      this.#throttle.forget();
    });
    this.#retries = new Retries(random);
  }

  get report(): GuardReport {
    const refused = REFUSAL_CAUSES.map((cause) => [cause, this.#refused.get(cause) ?? 0]);
    return {
      isOpen: this.#breaker.isOpen,
      refused: Object.fromEntries(refused) as GuardReport["refused"],
      retries: this.#retried,
    };
  }

  /**
   * Rejects like `call.send`; without a call with PROVIDER_UNAVAILABLE (and `retryAfter`) where the bank is not to be called now,
   * and with PROVIDER_TIMEOUT where less than 50 ms are left.
   */
  async run<Answer>(call: GuardedCall<Answer>): Promise<Answer> {
    const { request } = call;
    requireTime(this.#id, request);
    const lane = this.#lanes.of(call.origin);
    const leave = lane.tryEnter() ?? (await lane.enter(request.deadline.remainingMs, request.signal));
    try {
      const first = await this.#attempt(call);
      if (first.reading.verdict !== "unknown") this.#retries.save();
      return settle((await this.#again(call, first)) ?? first);
    } finally {
      leave?.();
    }
  }

  /** @returns how the second attempt ended; `undefined` if there was none, or if it told nothing. */
  async #again<Answer>(
    call: GuardedCall<Answer>,
    { reading }: Outcome<Answer>,
  ): Promise<Outcome<Answer> | undefined> {
    const { signal, deadline } = call.request;
    if (this.#breaker.isOpen) return undefined;
    const delayMs = this.#retries.delayFor(reading, deadline.remainingMs);
    if (delayMs === undefined) return undefined;
    await sleep(delayMs, signal);
    // What the bank said is worth more than why it was not asked again.
    const second = await this.#attempt(call).catch(() => undefined);
    if (second === undefined) return undefined;
    this.#retried += 1;
    return second.reading.verdict === "unknown" ? undefined : second;
  }

  /** Rejects if the call must not be made. */
  async #attempt<Answer>(call: GuardedCall<Answer>): Promise<Outcome<Answer>> {
    requireTime(this.#id, call.request);
    if (this.#breaker.refuses) throw this.#refusal("breaker_open");
    if (!this.#breaker.isOpen && this.#throttle.refuses()) throw this.#refusal("throttled");
    const leave = this.#bulkhead.tryEnter() ?? (await this.#place(call));
    try {
      requireTime(this.#id, call.request);
      const pass = this.#breaker.admit();
      if (pass === undefined) throw this.#refusal("breaker_open");
      const outcome = await Attempt.make(call, this.#limits);
      pass(outcome.reading.verdict);
      this.#throttle.learn(outcome.reading.verdict);
      return outcome;
    } finally {
      leave();
    }
  }

  /** @returns what gives the place back; rejects if none came free in time. */
  async #place({ request }: GuardedCall<unknown>): Promise<() => void> {
    const waitMs = Math.min(LONGEST_WAIT_MS, request.deadline.remainingMs - LEAST_TIME_MS);
    const leave = await this.#bulkhead.enter(waitMs, request.signal);
    if (leave !== undefined) return leave;
    requireTime(this.#id, request);
    throw this.#refusal("full");
  }

  #refusal(cause: RefusalCause): GatewayError {
    this.#refused.set(cause, (this.#refused.get(cause) ?? 0) + 1);
    return refusal(this.#id, cause);
  }
}
