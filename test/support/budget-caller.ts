import type { CallBudgetRule } from "../../src/core/call-budget-rule.js";
import type { Clock } from "../../src/core/clock.js";
import { Deadline } from "../../src/core/deadline.js";
import { ConsentId, DataProviderId } from "../../src/core/ids.js";
import { CallBudgets } from "../../src/providers/budget/call-budgets.js";
import type { Allowance } from "../../src/providers/budget/call-budget.js";
import type { ProviderCall, UpstreamRequest } from "../../src/providers/data-provider.js";
import { failureOf } from "../../src/providers/fdx/fdx-failure.js";
import type { RecordStore } from "../../src/stores/record-store.js";
import { holder, upstreamRequest } from "./builders.js";

/** What is wanted of a bank; a request for one account's transactions under consent-1 if nothing is said. */
export interface WantedCall {
  readonly path?: string;
  readonly accountIds?: string;
  readonly consentId?: string;
  readonly provider?: string;
  readonly request?: Partial<UpstreamRequest>;
}

/** One gateway process's side of the budgets. */
export class BudgetCaller {
  readonly budgets: CallBudgets;
  readonly #rules: readonly CallBudgetRule[];

  constructor(
    store: Pick<RecordStore, "get" | "commit">,
    clock: Clock,
    rules: readonly CallBudgetRule[] = [],
  ) {
    this.budgets = new CallBudgets(store, clock);
    this.#rules = rules;
  }

  /** Leaves no time between leave and arrival, if nothing else is said. */
  reserve({ path = "accounts/a/transactions", accountIds, ...wanted }: WantedCall = {}): Promise<Allowance> {
    const { consentId = "consent-1", provider = "maple", request } = wanted;
    const call: ProviderCall = {
      grantedClusters: [],
      reference: {
        ...{ consentId: ConsentId(consentId), dataProviderId: DataProviderId(provider) },
        ...holder(),
      },
      request: upstreamRequest({ deadline: Deadline.after(0), ...request }),
    };
    return this.budgets
      .under(this.#rules)
      .reserve(call, { segments: path.split("/"), query: { accountIds } });
  }

  /** @returns what came of it: `made`, or why not. */
  async outcome(wanted: WantedCall = {}): Promise<string> {
    return this.reserve(wanted).then(
      () => "made",
      (failure: unknown) => (failure as { readonly code?: string }).code ?? String(failure),
    );
  }

  /** Makes a call that the bank answers so. */
  async answered(status: number, headers = {}, wanted: WantedCall = {}): Promise<void> {
    const allowance = await this.reserve(wanted);
    await allowance.heard(failureOf(status, headers, Buffer.alloc(0)));
  }
}
