import type { CallBudgetRule } from "../../core/call-budget-rule.js";
import type { Clock } from "../../core/clock.js";
import type { RecordStore } from "../../stores/record-store.js";
import type { CallBudget } from "./call-budget.js";
import { CallLedger } from "./call-ledger.js";
import { CallRefusals } from "./call-refusals.js";
import { LearntLimits } from "./learnt-limits.js";
import { LimitRecords } from "./limit-records.js";
import { ProviderCallBudget } from "./provider-call-budget.js";

/** Counts the calls to all providers, in one store. */
export class CallBudgets {
  readonly refusals = new CallRefusals();
  readonly #clock: Clock;
  readonly #ledger: CallLedger;
  readonly #limits: LearntLimits;

  /** @param clock the one that all processes over this store agree on. */
  constructor(store: Pick<RecordStore, "get" | "commit">, clock: Clock) {
    this.#clock = clock;
    this.#ledger = new CallLedger(store, clock);
    this.#limits = new LearntLimits(new LimitRecords(store, clock), clock);
  }

  /** @returns the budget of one provider, or of several that have the same rules, each for itself. */
  under(rules: readonly CallBudgetRule[] = []): CallBudget {
    return new ProviderCallBudget({
      ...{ rules, ledger: this.#ledger, limits: this.#limits },
      ...{ refusals: this.refusals, clock: this.#clock },
    });
  }
}
