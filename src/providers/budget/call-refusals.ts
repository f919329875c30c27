import type { DataProviderId } from "../../core/ids.js";

/**
 * Why a call was not made. `budget`: used up. `reserved`: what is left is for end users who wait. `rate_limit`: the provider
 * has said so. `store`: it could not be told whether a call is left.
 */
export type RefusalCause = "budget" | "reserved" | "rate_limit" | "store";

export interface RefusalCount {
  readonly provider: DataProviderId;
  readonly cause: RefusalCause;
  readonly count: number;
}

/** Calls that were refused before they were made, since this process began. */
export class CallRefusals {
  readonly #counts = new Map<DataProviderId, Map<RefusalCause, number>>();

  count(provider: DataProviderId, cause: RefusalCause): void {
    const ofProvider = this.#counts.get(provider) ?? new Map<RefusalCause, number>();
    this.#counts.set(provider, ofProvider.set(cause, (ofProvider.get(cause) ?? 0) + 1));
  }

  counts(): readonly RefusalCount[] {
    return [...this.#counts].flatMap(([provider, counts]) =>
      [...counts].map(([cause, count]) => ({ provider, cause, count })),
    );
  }
}
