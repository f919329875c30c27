import { GatewayError } from "../core/gateway-error.js";
import type { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import type { ProviderCapability } from "./capability/provider-capability.js";
import type { DataProvider } from "./data-provider.js";
import type { ProviderProfile } from "./provider-profile.js";

/** Everything the gateway has of one provider. */
export interface ProviderEntry {
  readonly profile: ProviderProfile;
  readonly authorizationServer: AuthorizationServer;
  readonly dataProvider: DataProvider;
  /** What `dataProvider` is known to serve. */
  readonly capability: ProviderCapability;
}

/** The configured providers, by id. */
export class ProviderDirectory {
  readonly #entries: ReadonlyMap<DataProviderId, ProviderEntry>;

  constructor(entries: readonly ProviderEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.profile.id, entry]));
  }

  /** @throws GatewayError NOT_FOUND */
  require(id: DataProviderId): ProviderEntry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new GatewayError("NOT_FOUND", `no data provider ${id}`);
    return entry;
  }

  /** @returns the profiles by name, then id. */
  profiles(): readonly ProviderProfile[] {
    const profiles = [...this.#entries.values()].map((entry) => entry.profile);
    return profiles.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
  }

  find(id: DataProviderId): ProviderEntry | undefined {
    return this.#entries.get(id);
  }
}
