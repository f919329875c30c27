import { isFaultName } from "../faults/faults.js";
import { BankBooks } from "../seed/bank-books.js";
import type { Day } from "../seed/calendar.js";
import { type OutboundProvider, outboundProviders, type ProviderBank } from "./outbound-provider.js";

/** A provider that has something to show. */
export interface OpenProvider {
  readonly provider: OutboundProvider;
  readonly bank: ProviderBank;
  readonly books: BankBooks;
}

/** All providers, and the books of those that have some. */
export class ProviderDirectory {
  readonly all: readonly OutboundProvider[];
  readonly open: readonly OpenProvider[];

  /** @param extra how many providers more there are that only fill the list. */
  constructor(today: Day, extra: number) {
    this.all = outboundProviders(extra);
    this.open = this.all.flatMap((provider) => {
      const { bank } = provider;
      return bank === undefined
        ? []
        : [{ provider, bank, books: new BankBooks(bank.profile, today, isFaultName) }];
    });
  }

  find(id: number): OutboundProvider | undefined {
    return this.all.find((provider) => provider.id === id);
  }

  opened(id: number): OpenProvider | undefined {
    return this.open.find(({ provider }) => provider.id === id);
  }
}

/** @returns `undefined` for a text that is no id. */
export function providerIdFrom(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
