import { z } from "zod";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { RecordStore } from "../../stores/record-store.js";
import { type ListedBank, listedBank, shownBank } from "./listed-bank.js";

const keptList = z.object({ readAt: z.number().int(), banks: z.array(listedBank) });

interface KeptList {
  /** Wall-clock milliseconds. */
  readonly readAt: number;
  readonly banks: readonly ListedBank[];
}

export interface BankListParts {
  /** For example `flinks-outbound`; also the key of the kept copy. */
  readonly name: string;
  /** Asks the network. Rejects with a GatewayError if it cannot be had. */
  readonly read: () => Promise<readonly ListedBank[]>;
  readonly store: RecordStore;
  readonly clock: Clock;
  /** A copy younger than this is good; milliseconds. */
  readonly maxAgeMs: number;
}

const KIND = "provider-list";
const NO_BANKS: readonly ListedBank[] = [];

/**
 * One network's list of banks. The last good copy is kept in the store: it outlives a restart while the network is down,
 * and of several gateways one asks and all have the answer.
 */
export class BankList {
  readonly #parts: BankListParts;
  #list: KeptList | undefined;

  constructor(parts: BankListParts) {
    this.#parts = parts;
  }

  /** None before the first reading. The same object as long as nothing has changed. */
  get banks(): readonly ListedBank[] {
    return this.#list?.banks ?? NO_BANKS;
  }

  /**
   * When the copy at hand is old: takes a newer one from the store, and asks the network if that is old too. Whatever fails, the last good copy stays.
   *
   * Rejects with what kept it from a newer list, the network's failure, or STORE_UNAVAILABLE. There may be other banks all
   * the same: the kept copy that a restart found, or new ones that could not be kept.
   */
  async refresh(): Promise<void> {
    if (!this.#isOld()) return;
    const { list: kept, version } = await this.#kept();
    if (kept !== undefined && kept.readAt > (this.#list?.readAt ?? 0)) this.#take(kept);
    if (this.#isOld()) await this.#readAnew(version);
  }

  #take({ readAt, banks }: KeptList): void {
    const isSame = JSON.stringify(banks) === JSON.stringify(this.banks);
    this.#list = { readAt, banks: isSame ? this.banks : banks };
  }

  async #readAnew(version: number): Promise<void> {
    const { name, read, store, clock } = this.#parts;
    const list = { readAt: clock.now(), banks: shown(await read()) };
    this.#take(list);
    const value = Buffer.from(JSON.stringify(list));
    // Somebody else was faster: their copy is as good.
    await store.commit(name, [{ kind: KIND, value, ifVersion: version }]);
  }

  /** A copy that cannot be read is as good as none: the network has it too. */
  async #kept(): Promise<{ readonly list?: KeptList | undefined; readonly version: number }> {
    const { name: id, store } = this.#parts;
    try {
      const record = await store.get({ kind: KIND, id });
      return record === undefined ? { version: 0 } : { list: decoded(record.value), version: record.version };
    } catch (failure) {
      if (!(failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE")) throw failure;
      await store.take({ kind: KIND, id }).catch(() => undefined);
      return { version: 0 };
    }
  }

  /** Negative before the first reading, and when the clock was set back: nothing is known then. */
  #isOld(): boolean {
    const age = this.#list === undefined ? -1 : this.#parts.clock.now() - this.#list.readAt;
    return age < 0 || age >= this.#parts.maxAgeMs;
  }
}

/** @returns `undefined` for a copy of another form, which an older gateway may have left. */
function decoded(bytes: Uint8Array): KeptList | undefined {
  try {
    return keptList.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    return undefined;
  }
}

/** One that cannot be shown would take its whole page of the directory away. */
function shown(banks: readonly ListedBank[]): readonly ListedBank[] {
  return banks.flatMap((bank) => shownBank(bank) ?? []);
}
