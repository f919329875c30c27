import type { CallBudgetRule } from "../../core/call-budget-rule.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ActorType } from "../../core/request-wishes.js";

/** A call that is to be counted. */
export interface CountedCall {
  readonly actorType: ActorType;
  /** Wall-clock milliseconds: it reaches the provider by then or never. */
  readonly arrivesBy: number;
}

/** Calls that reach the provider by the same instant: how many, and how many of them for background jobs. */
type Mark = readonly [arriveBy: number, calls: number, batch: number];

/** Why there is no call left, and for how long, in milliseconds; without an end if no call is ever to be had. */
export interface Shortage {
  /** `reserved`: what is left is for end users who wait. */
  readonly cause: "spent" | "reserved";
  readonly waitMs: number;
}

/** Larger budgets are counted in so many pieces of their window, so that a record stays small. */
const MAX_MARKS = 240;

/**
 * The calls of one budget in the window that ends now. A sliding window: in none of its length, wherever it begins, does the
 * provider see more calls than allowed, whichever way it counts its days. Never changed in place.
 */
export class BudgetWindow {
  readonly #rule: CallBudgetRule;
  /** Oldest first. */
  readonly #marks: readonly Mark[];

  private constructor(rule: CallBudgetRule, marks: readonly Mark[]) {
    this.#rule = rule;
    this.#marks = marks;
  }

  /** @throws GatewayError RECORD_UNREADABLE */
  static decode(rule: CallBudgetRule, value: Uint8Array | undefined, now: number): BudgetWindow {
    if (value === undefined) return new BudgetWindow(rule, []);
    const marks = marksIn(value);
    if (marks === undefined) throw new GatewayError("RECORD_UNREADABLE", "call-budget has another form");
    return new BudgetWindow(
      rule,
      marks.filter(([arriveBy]) => arriveBy + rule.windowSeconds * 1000 > now),
    );
  }

  encode(): Buffer {
    return Buffer.from(JSON.stringify(this.#marks));
  }

  /** Wall-clock milliseconds; the window is empty from then on. */
  get endsAt(): number {
    return (this.#marks.at(-1)?.[0] ?? 0) + this.#rule.windowSeconds * 1000;
  }

  /** @returns `undefined` if there is a call left. */
  shortage(actorType: ActorType, now: number): Shortage | undefined {
    const { calls, reservedForUsers } = this.#rule;
    const waitMs = this.#waitMs(([, all]) => all, calls, now);
    if (actorType === "USER") return waitMs === 0 ? undefined : { cause: "spent", waitMs };
    const batchWaitMs = this.#waitMs(([, , batch]) => batch, calls - reservedForUsers, now);
    if (waitMs === 0 && batchWaitMs === 0) return undefined;
    return { cause: waitMs === 0 ? "reserved" : "spent", waitMs: Math.max(waitMs, batchWaitMs) };
  }

  with({ actorType, arrivesBy }: CountedCall): BudgetWindow {
    return this.#changed(arrivesBy, 1, actorType === "BATCH" ? 1 : 0);
  }

  /** Undoes `with`. */
  without({ actorType, arrivesBy }: CountedCall): BudgetWindow {
    return this.#changed(arrivesBy, -1, actorType === "BATCH" ? -1 : 0);
  }

  #changed(arrivesBy: number, calls: number, batch: number): BudgetWindow {
    const at = this.#rounded(arrivesBy);
    const [, oldCalls, oldBatch] = this.#marks.find(([arriveBy]) => arriveBy === at) ?? [at, 0, 0];
    const changed: Mark = [at, oldCalls + calls, oldBatch + batch];
    const others = this.#marks.filter(([arriveBy]) => arriveBy !== at);
    const marks = [...others, changed].filter(([, left]) => left > 0);
    return new BudgetWindow(
      this.#rule,
      marks.sort(([one], [other]) => one - other),
    );
  }

  /** Later, never earlier: a call may count for too long, but not too shortly. */
  #rounded(arrivesBy: number): number {
    const { calls, windowSeconds } = this.#rule;
    const grainMs = calls > MAX_MARKS ? (windowSeconds * 1000) / MAX_MARKS : 1;
    return Math.ceil(Math.ceil(arrivesBy / grainMs) * grainMs);
  }

  /** @returns how long it takes until fewer than `limit` are left in the window; 0 if it is so already. */
  #waitMs(countOf: (mark: Mark) => number, limit: number, now: number): number {
    if (limit <= 0) return Infinity;
    let tooMany = this.#marks.reduce((sum, mark) => sum + countOf(mark), 0) - limit + 1;
    for (const mark of this.#marks) {
      if (tooMany <= 0) return 0;
      tooMany -= countOf(mark);
      if (tooMany <= 0) return mark[0] + this.#rule.windowSeconds * 1000 - now;
    }
    return 0;
  }
}

/** By hand: a schema takes a millisecond for a record that every call reads. */
function marksIn(value: Uint8Array): readonly Mark[] | undefined {
  try {
    const marks: unknown = JSON.parse(Buffer.from(value).toString());
    return Array.isArray(marks) && marks.every(isMark) ? marks : undefined;
  } catch {
    return undefined;
  }
}

function isMark(mark: unknown): mark is Mark {
  return (
    Array.isArray(mark) && mark.length === 3 && mark.every((each) => Number.isInteger(each) && each >= 0)
  );
}
