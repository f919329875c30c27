import type { DataProviderId } from "../../core/ids.js";
import { type GuardReport, type GuardSettings, ProviderGuard } from "./provider-guard.js";

/** One guard for each way to a bank: what one does wrong, no other pays for. */
export class ProviderGuards {
  readonly #settings: GuardSettings;
  readonly #guards = new Map<DataProviderId, ProviderGuard>();

  constructor(settings: GuardSettings) {
    this.#settings = settings;
  }

  of(id: DataProviderId): ProviderGuard {
    const known = this.#guards.get(id);
    if (known !== undefined) return known;
    const guard = new ProviderGuard(id, this.#settings);
    this.#guards.set(id, guard);
    return guard;
  }

  reports(): ReadonlyMap<DataProviderId, GuardReport> {
    return new Map([...this.#guards].map(([id, guard]) => [id, guard.report]));
  }
}
