import type { CallBudgetRule } from "../../core/call-budget-rule.js";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import { sleep } from "../../core/sleep.js";
import type { WorkSignal } from "../../core/work-signal.js";
import type { RecordStore } from "../../stores/record-store.js";
import { BudgetWindow, type CountedCall, type Shortage } from "./budget-window.js";
import { Turns } from "./turns.js";

/** One budget that a call is counted in. */
export interface Claim {
  /** Of its record. */
  readonly id: string;
  readonly rule: CallBudgetRule;
}

/** A budget that has no call left. */
export interface Refusal extends Shortage {
  readonly rule: CallBudgetRule;
}

/** Against other processes alone: within this one they take turns. One of those that collide gets through each time. */
const MAX_TRIES = 64;
const LONGEST_PAUSE_MS = 20;
const KIND = "call-budget";

/**
 * Counts calls in the shared store, so that all processes together make no more than allowed. A call is counted, durably,
 * before it is sent: a crash in between wastes it, and never gives one too many.
 */
export class CallLedger {
  readonly #store: Pick<RecordStore, "get" | "commit">;
  readonly #clock: Pick<Clock, "now">;
  readonly #turns = new Turns();

  constructor(store: Pick<RecordStore, "get" | "commit">, clock: Pick<Clock, "now">) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Counts a call in all of these budgets, or in none.
   * @returns the budget that has none left. Rejects with STORE_UNAVAILABLE or RECORD_UNREADABLE if that cannot be told,
   * with PROVIDER_TIMEOUT if the request ends before.
   */
  async take(claims: readonly Claim[], call: CountedCall, signal: WorkSignal): Promise<Refusal | undefined> {
    // What is refused must not use up another budget even for a moment, nor wait for its turn.
    const refusals = await Promise.all(claims.map((claim) => this.#refusal(claim, call)));
    const refusal = refusals.find((each) => each !== undefined);
    return refusal ?? this.#takeAll(claims, call, signal);
  }

  /** In an order that is the same for all, so that of two who want the same last calls one gets them all. */
  async #takeAll(
    claims: readonly Claim[],
    call: CountedCall,
    signal: WorkSignal,
  ): Promise<Refusal | undefined> {
    const taken: Claim[] = [];
    for (const claim of [...claims].sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const take = (): Promise<Refusal | undefined> => this.#takeOne(claim, call, signal);
      const refusal = await this.#turns.take(claim.id, take).catch(async (failure: unknown) => {
        await this.#giveBack(taken, call);
        throw failure;
      });
      if (refusal !== undefined) {
        await this.#giveBack(taken, call);
        return refusal;
      }
      taken.push(claim);
    }
    return undefined;
  }

  async #takeOne(claim: Claim, call: CountedCall, signal: WorkSignal): Promise<Refusal | undefined> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (signal.aborted)
        throw new GatewayError("PROVIDER_TIMEOUT", "the request ended before its call was counted");
      const { window, version } = await this.#read(claim);
      const refusal = refusalOf(claim, window, call, this.#clock.now());
      if (refusal !== undefined) return refusal;
      if (await this.#write(claim, window.with(call), version)) return undefined;
      await sleep(Math.random() * LONGEST_PAUSE_MS, signal);
    }
    throw new GatewayError("STORE_UNAVAILABLE", "a call budget changes all the time");
  }

  /** As far as it can be done: a call that stays counted is one too few, for a while. */
  async #giveBack(claims: readonly Claim[], call: CountedCall): Promise<void> {
    const giveOne = async (claim: Claim): Promise<void> => {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const { window, version } = await this.#read(claim);
        if (await this.#write(claim, window.without(call), version)) return;
        await sleep(Math.random() * LONGEST_PAUSE_MS);
      }
    };
    await Promise.allSettled(claims.map(giveOne));
  }

  async #refusal(claim: Claim, call: CountedCall): Promise<Refusal | undefined> {
    const { window } = await this.#read(claim);
    return refusalOf(claim, window, call, this.#clock.now());
  }

  async #read({ id, rule }: Claim): Promise<{ readonly window: BudgetWindow; readonly version: number }> {
    const stored = await this.#store.get({ kind: KIND, id });
    const window = BudgetWindow.decode(rule, stored?.value, this.#clock.now());
    return { window, version: stored?.version ?? 0 };
  }

  #write({ id }: Claim, window: BudgetWindow, ifVersion: number): Promise<boolean> {
    const write = { kind: KIND, value: window.encode(), ifVersion, expiresAt: window.endsAt } as const;
    return this.#store.commit(id, [write]);
  }
}

function refusalOf(
  { rule }: Claim,
  window: BudgetWindow,
  { actorType }: CountedCall,
  now: number,
): Refusal | undefined {
  const shortage = window.shortage(actorType, now);
  return shortage && { ...shortage, rule };
}
