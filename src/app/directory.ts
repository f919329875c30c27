import type { GatewayConfig } from "../config/gateway-config.js";
import type { DataProviderInfo } from "../core/data-provider-info.js";
import { failureFields } from "../core/failure-fields.js";
import { BankDirectory } from "../providers/directory/bank-directory.js";
import { BankList } from "../providers/directory/bank-list.js";
import { flinksBanks } from "../providers/directory/flinks-banks.js";
import type { ListedBank } from "../providers/directory/listed-bank.js";
import { type DataAccess, profileOf } from "./data-access.js";

/** The banks that apps can choose from, and what keeps them new. */
export interface Directory {
  readonly banks: BankDirectory;
  /** A chore. Never rejects: what cannot be had is the last good copy. */
  refresh(): Promise<void>;
}

const LIST_AGE_MS = 15 * 60_000;

/** Waits for the lists' first reading, and starts without one that cannot be had. */
export async function openDirectory(config: GatewayConfig, access: DataAccess): Promise<Directory> {
  const { ground, providers, flinks } = access;
  const banks = new BankDirectory({ configured: config.providers.map(configuredBank), providers });
  const listOf = (
    name: string,
    read: (() => Promise<readonly ListedBank[]>) | undefined,
  ): BankList | undefined =>
    read && new BankList({ name, read, store: ground.store, clock: ground.clock, maxAgeMs: LIST_AGE_MS });
  const { outbound } = flinks;
  const outboundList = listOf("flinks-outbound", outbound && (() => outbound.readBanks()));
  const lists = [outboundList].filter((list) => list !== undefined);
  const refresh = async (): Promise<void> => {
    let hasChanged = false;
    for (const list of lists) {
      try {
        hasChanged = (await list.refresh()) || hasChanged;
      } catch (failure) {
        ground.audit("directory.refresh-failed", failureFields(failure));
      }
    }
    await outbound?.readInventories(outboundList?.banks ?? []).catch((failure: unknown) => {
      ground.audit("directory.refresh-failed", failureFields(failure));
    });
    if (!hasChanged) return;
    banks.setListed(
      flinksBanks({
        ...{ outbound: outboundList?.banks ?? [], connect: [] },
        settings: config.flinks?.banks ?? [],
        outboundPolicy: config.flinks?.outboundPolicy ?? "prefer",
        outboundWay: (number) => outbound?.profileOf(number),
        connectWay: () => undefined,
      }),
    );
  };
  if (lists.length > 0) await refresh();
  return { banks, refresh };
}

function configuredBank(provider: GatewayConfig["providers"][number]): DataProviderInfo {
  const way = profileOf(provider);
  const { name, country } = provider;
  return { id: way.id, name, country, ways: [way] };
}
