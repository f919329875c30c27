import type { Clock } from "../../core/clock.js";
import type { DataProviderId } from "../../core/ids.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import { budgetRecordId } from "./budget-record-id.js";
import { nextLimit, type ToldLimit } from "./learnt-limit.js";
import type { CalledResource } from "./call-subject.js";
import type { LimitRecords } from "./limit-records.js";

/** One kind of call under one consent. */
export interface LimitedCalls {
  readonly reference: ConsentReference;
  readonly resource: CalledResource;
}

const ANY = "ANY";
const MINUTE_MS = 60_000;

/**
 * What providers have answered to being asked too often, shared by all processes: the next call is refused here until the
 * time they named. By consent and resource, since they mostly count so; and once more for the whole provider, so that one
 * which limits nobody costs a look into memory, however many consents it has.
 */
export class LearntLimits {
  readonly #records: LimitRecords;
  readonly #clock: Pick<Clock, "now">;
  /** Every call asks for its provider's, and there are few providers. */
  readonly #providerIds = new Map<DataProviderId, string>();

  constructor(records: LimitRecords, clock: Pick<Clock, "now">) {
    this.#records = records;
    this.#clock = clock;
  }

  /** @returns milliseconds until these calls may be made again; 0 if they may now. */
  async waitMs({ reference, resource }: LimitedCalls): Promise<number> {
    const now = this.#clock.now();
    const look = this.#records.look(this.#providerIdOf(reference));
    // Every call comes by here, and most providers limit nobody.
    const ofProvider = look instanceof Promise ? await look : look;
    if ((ofProvider.get(ANY)?.until ?? 0) <= now) return 0;
    const ofConsent = await this.#records.look(consentId(reference));
    return Math.max(0, (ofConsent.get(resource)?.until ?? 0) - now);
  }

  /** Never rejects: while the store is away, this process alone knows. */
  async learn({ reference, resource }: LimitedCalls, told: ToldLimit): Promise<void> {
    let until = 0;
    // The consent's first: who sees the provider's must find it.
    await this.#records.change(consentId(reference), resource, (before) => {
      const limit = nextLimit(before, told);
      until = limit?.until ?? 0;
      return limit;
    });
    if (until === 0) return;
    // By whole minutes, so that a bank which limits many consents at once costs few writes.
    until = Math.ceil(until / MINUTE_MS) * MINUTE_MS;
    await this.#records.change(this.#providerIdOf(reference), ANY, (before) =>
      until > (before?.until ?? 0) ? { until, seconds: 0 } : undefined,
    );
  }

  #providerIdOf({ dataProviderId }: ConsentReference): string {
    const known = this.#providerIds.get(dataProviderId);
    if (known !== undefined) return known;
    const id = budgetRecordId("limited-provider", dataProviderId);
    this.#providerIds.set(dataProviderId, id);
    return id;
  }
}

function consentId({ dataProviderId, consentId: id }: ConsentReference): string {
  return budgetRecordId("limited-consent", dataProviderId, id);
}
