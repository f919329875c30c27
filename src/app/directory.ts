import type { GatewayConfig } from "../config/gateway-config.js";
import type { DataProviderInfo } from "../core/data-provider-info.js";
import { failureFields } from "../core/failure-fields.js";
import { sleep } from "../core/sleep.js";
import { BankDirectory } from "../providers/directory/bank-directory.js";
import { BankList } from "../providers/directory/bank-list.js";
import { flinksBanks } from "../providers/directory/flinks-banks.js";
import type { ListedBank } from "../providers/directory/listed-bank.js";
import { type DataAccess, profileOf } from "./data-access.js";

const LIST_AGE_MS = 15 * 60_000;
/** A slow Flinks must not keep the gateway from its start. */
const DETAILS_PATIENCE_MS = 2000;

type Banks = readonly ListedBank[];

const NONE: Banks = [];

/** The banks that apps can choose from: the configured ones, and those of Flinks' lists, which change. */
export class Directory {
  readonly banks: BankDirectory;
  readonly #config: GatewayConfig;
  readonly #access: DataAccess;
  readonly #outbound: BankList | undefined;
  readonly #connect: BankList | undefined;
  /** What `banks` was last made of. */
  #joined: readonly [outbound: Banks, connect: Banks] = [NONE, NONE];

  private constructor(config: GatewayConfig, access: DataAccess) {
    this.#config = config;
    this.#access = access;
    const { providers, flinks } = access;
    this.banks = new BankDirectory({ configured: config.providers.map(configuredBank), providers });
    const { outbound, connect } = flinks;
    this.#outbound = outbound && this.#listOf("flinks-outbound", () => outbound.readBanks());
    this.#connect = connect && this.#listOf("flinks-connect", () => connect.readBanks());
  }

  /** Waits for the lists' first reading, and a little for what the banks say of themselves; opens without either. */
  static async open(config: GatewayConfig, access: DataAccess): Promise<Directory> {
    const directory = new Directory(config, access);
    await directory.#refreshLists();
    const patience = new AbortController();
    await Promise.race([directory.#readDetails(), sleep(DETAILS_PATIENCE_MS, patience.signal)]);
    patience.abort();
    return directory;
  }

  /**
   * A chore. Never rejects: in the place of what cannot be had stays the last good copy.
   * @param signal begins no call more when it is aborted.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    await this.#refreshLists();
    await this.#readDetails(signal);
  }

  async #readDetails(signal?: AbortSignal): Promise<void> {
    const { outbound } = this.#access.flinks;
    const [banks, connectBanks] = this.#joined;
    await this.#orReport(async () => {
      if ((await outbound?.readDetails(banks, signal)) === true) this.#join(banks, connectBanks);
    });
  }

  async #refreshLists(): Promise<void> {
    await Promise.all([
      this.#orReport(async () => this.#outbound?.refresh()),
      this.#orReport(async () => this.#connect?.refresh()),
    ]);
    // A list that failed may have other banks all the same: those that were kept before a restart.
    const outbound = this.#outbound?.banks ?? NONE;
    const connect = this.#connect?.banks ?? NONE;
    if (outbound !== this.#joined[0] || connect !== this.#joined[1]) this.#join(outbound, connect);
  }

  #join(outboundBanks: Banks, connectBanks: Banks): void {
    const { outbound, connect } = this.#access.flinks;
    const { banks: settings = [], outboundPolicy = "prefer" } = this.#config.flinks ?? {};
    this.#joined = [outboundBanks, connectBanks];
    const joined = flinksBanks({
      ...{ outbound: outboundBanks, connect: connectBanks, settings, outboundPolicy },
      outboundWay: (number) => outbound?.profileOf(number),
      connectWay: (number) => connect?.profileOf(number),
    });
    this.banks.setListed(joined);
  }

  #listOf(name: string, read: () => Promise<Banks>): BankList {
    const { store, clock } = this.#access.ground;
    return new BankList({ name, read, store, clock, maxAgeMs: LIST_AGE_MS });
  }

  async #orReport(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (failure) {
      this.#access.ground.audit("directory.refresh-failed", failureFields(failure));
    }
  }
}

function configuredBank(provider: GatewayConfig["providers"][number]): DataProviderInfo {
  const way = profileOf(provider);
  const { name, country } = provider;
  return { id: way.id, name, country, ways: [way] };
}
