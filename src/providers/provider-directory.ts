import { GatewayError } from "../core/gateway-error.js";
import { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer, IssuedTokens } from "../oauth/authorization-server.js";
import type { ConsentReference } from "../tokens/consent-reference.js";
import type { ProviderCapability } from "./capability/provider-capability.js";
import type { Challenges } from "./challenges.js";
import type { DataProvider } from "./data-provider.js";
import type { ProviderProfile } from "./provider-profile.js";

/** Everything the gateway has of one way to a bank. */
export interface ProviderEntry {
  readonly profile: ProviderProfile;
  readonly authorizationServer: AuthorizationServer;
  /** Names the redirect URI, `/oauth/callback/<callbackId>`: one for each authorization server. */
  readonly callbackId: string;
  readonly dataProvider: DataProvider;
  /** What `dataProvider` is known to serve. */
  readonly capability: ProviderCapability;
  /** Told of every grant before its consent is active. What fails here fails the consent. */
  readonly noteGrant?: ((reference: ConsentReference, issued: IssuedTokens) => Promise<void>) | undefined;
  /** Where the bank may ask the end user something. */
  readonly challenges?: Challenges | undefined;
}

/** Banks behind one network, each known there by a number. */
export interface ProviderFamily {
  /** Of the ids, for example `flinks-outbound-`. */
  readonly prefix: string;
  /** Builds what is needed for one of them. Calls nobody: consents are read whatever the network's lists say today. */
  open(number: number): ProviderEntry;
}

/** @returns the number behind a family's prefix; `undefined` for an id that is not of the family. */
export function numberOf(prefix: string, id: DataProviderId): number | undefined {
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : "";
  return /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : undefined;
}

/** The ways to banks, by the ids that consents keep: the configured ones, and those of families, opened when first asked for. */
export class ProviderDirectory {
  readonly #entries: Map<DataProviderId, ProviderEntry>;
  readonly #families: readonly ProviderFamily[];

  constructor(entries: readonly ProviderEntry[], families: readonly ProviderFamily[] = []) {
    this.#entries = new Map(entries.map((entry) => [entry.profile.id, entry]));
    this.#families = families;
  }

  /** @throws GatewayError NOT_FOUND */
  require(id: DataProviderId): ProviderEntry {
    const entry = this.find(id);
    if (entry === undefined) throw new GatewayError("NOT_FOUND", `no data provider ${id}`);
    return entry;
  }

  find(id: DataProviderId): ProviderEntry | undefined {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    for (const family of this.#families) {
      const number = numberOf(family.prefix, id);
      if (number === undefined) continue;
      const entry = family.open(number);
      this.#entries.set(id, entry);
      return entry;
    }
    return undefined;
  }
}

export function familyMember(prefix: string, number: number): DataProviderId {
  return DataProviderId(`${prefix}${number}`);
}
