import type { DataProviderInfo, DataProviders, ProviderWay } from "../../core/data-provider-info.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { DataProviderId } from "../../core/ids.js";
import type { ProviderDirectory } from "../provider-directory.js";
import type { FlinksBank } from "./flinks-banks.js";

export interface BankDirectoryParts {
  /** The configured banks. */
  readonly configured: readonly DataProviderInfo[];
  readonly providers: ProviderDirectory;
}

/** What end users can connect: the configured banks and those of the networks' lists. */
export class BankDirectory implements DataProviders {
  readonly #parts: BankDirectoryParts;
  #edition = 0;
  #banks: readonly DataProviderInfo[] = [];
  #byId: ReadonlyMap<DataProviderId, DataProviderInfo> = new Map();

  constructor(parts: BankDirectoryParts) {
    this.#parts = parts;
    this.setListed([]);
  }

  /** Puts others in the place of all banks that were listed before. A configured bank keeps its id. */
  setListed(listed: readonly FlinksBank[]): void {
    const { configured } = this.#parts;
    const byId = new Map<DataProviderId, DataProviderInfo>();
    for (const { bank, ids } of listed) for (const id of [...ids, bank.id]) byId.set(id, bank);
    for (const bank of configured) byId.set(bank.id, bank);
    const banks = [...new Set([...configured, ...listed.map(({ bank }) => bank)])];
    this.#banks = banks.filter((bank) => byId.get(bank.id) === bank).sort(byName);
    this.#byId = byId;
    this.#edition += 1;
  }

  get edition(): number {
    return this.#edition;
  }

  list(): readonly DataProviderInfo[] {
    return this.#banks;
  }

  bankOf(id: DataProviderId): DataProviderInfo | undefined {
    return this.#byId.get(id);
  }

  wayOf(id: DataProviderId): ProviderWay | undefined {
    return this.#parts.providers.find(id)?.profile;
  }

  /**
   * @param id a bank's, or that of a way to it.
   * @returns the way that a new consent takes.
   * @throws GatewayError NOT_FOUND, PROVIDER_NOT_REGISTERED
   */
  preferredWay(id: DataProviderId): ProviderWay {
    const bank = this.bankOf(id);
    if (bank === undefined) throw new GatewayError("NOT_FOUND", `no data provider ${id}`);
    const [way] = bank.ways;
    if (way !== undefined) return way;
    throw new GatewayError("PROVIDER_NOT_REGISTERED", `${id} is ${bank.registration ?? "not served"}`);
  }
}

const ALPHABET = new Intl.Collator("en");

function byName(one: DataProviderInfo, other: DataProviderInfo): number {
  return ALPHABET.compare(one.name, other.name) || (one.id < other.id ? -1 : 1);
}
