import type { GatewayConfig } from "../config/gateway-config.js";
import type { DataProviderInfo } from "../core/data-provider-info.js";
import { failureFields } from "../core/failure-fields.js";
import { BankDirectory } from "../providers/directory/bank-directory.js";
import { BankList } from "../providers/directory/bank-list.js";
import { flinksBanks } from "../providers/directory/flinks-banks.js";
import type { ListedBank } from "../providers/directory/listed-bank.js";
import { type DataAccess, profileOf } from "./data-access.js";

const LIST_AGE_MS = 15 * 60_000;

/** The banks that apps can choose from: the configured ones, and those of Flinks' lists, which change. */
export class Directory {
  readonly banks: BankDirectory;
  readonly #config: GatewayConfig;
  readonly #access: DataAccess;
  readonly #outbound: BankList | undefined;
  readonly #connect: BankList | undefined;

  private constructor(config: GatewayConfig, access: DataAccess) {
    this.#config = config;
    this.#access = access;
    const { providers, flinks } = access;
    this.banks = new BankDirectory({ configured: config.providers.map(configuredBank), providers });
    const { outbound, connect } = flinks;
    this.#outbound = outbound && this.#listOf("flinks-outbound", () => outbound.readBanks());
    this.#connect = connect && this.#listOf("flinks-connect", () => connect.readBanks());
  }

  /** Waits for the lists' first reading, and opens without one that cannot be had. */
  static async open(config: GatewayConfig, access: DataAccess): Promise<Directory> {
    const directory = new Directory(config, access);
    await directory.refresh();
    return directory;
  }

  /** A chore. Never rejects: in the place of what cannot be had stays the last good copy. */
  async refresh(): Promise<void> {
    const { outbound } = this.#access.flinks;
    const lists = await Promise.all([this.#renew(this.#outbound), this.#renew(this.#connect)]);
    if (lists.includes(true)) this.#join();
    const listed = this.#outbound?.banks ?? [];
    const isMoreKnown = await this.#orReport(async () => outbound?.readDetails(listed));
    if (isMoreKnown === true) this.#join();
  }

  #join(): void {
    const { outbound, connect } = this.#access.flinks;
    const { banks: settings = [], outboundPolicy = "prefer" } = this.#config.flinks ?? {};
    const joined = flinksBanks({
      ...{ outbound: this.#outbound?.banks ?? [], connect: this.#connect?.banks ?? [] },
      ...{ settings, outboundPolicy },
      outboundWay: (number) => outbound?.profileOf(number),
      connectWay: (number) => connect?.profileOf(number),
    });
    this.banks.setListed(joined);
  }

  #listOf(name: string, read: () => Promise<readonly ListedBank[]>): BankList {
    const { store, clock } = this.#access.ground;
    return new BankList({ name, read, store, clock, maxAgeMs: LIST_AGE_MS });
  }

  /** @returns whether there is another copy now; after a restart there may be, though the network is down. */
  async #renew(list: BankList | undefined): Promise<boolean> {
    const before = list?.readAt;
    await this.#orReport(async () => list?.refresh());
    return list?.readAt !== before;
  }

  async #orReport<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (failure) {
      this.#access.ground.audit("directory.refresh-failed", failureFields(failure));
      return undefined;
    }
  }
}

function configuredBank(provider: GatewayConfig["providers"][number]): DataProviderInfo {
  const way = profileOf(provider);
  const { name, country } = provider;
  return { id: way.id, name, country, ways: [way] };
}
