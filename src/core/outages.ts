import type { DataProviderId } from "./ids.js";

/** One consent may fail at a bank that is well; so many in a row, with no success between, mean that the bank is down. */
const FAILURES_IN_A_ROW = 5;

/** Banks that do not answer in one round of work: they are not asked for each of their consents. */
export class Outages {
  readonly #failures = new Map<DataProviderId, number>();

  isDown(dataProviderId: DataProviderId): boolean {
    return (this.#failures.get(dataProviderId) ?? 0) >= FAILURES_IN_A_ROW;
  }

  failed(dataProviderId: DataProviderId): void {
    this.#failures.set(dataProviderId, (this.#failures.get(dataProviderId) ?? 0) + 1);
  }

  answered(dataProviderId: DataProviderId): void {
    this.#failures.delete(dataProviderId);
  }
}
