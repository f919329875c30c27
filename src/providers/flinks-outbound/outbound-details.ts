import type { Clock } from "../../core/clock.js";
import { type DataCluster, FLINKS_SCOPE_NAMES } from "../../core/data-cluster.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ListedBank } from "../directory/listed-bank.js";
import { type FilledField, inventoryFields } from "./data-inventory.js";
import type { FlinksApi } from "./flinks-api.js";

/** What a bank says of itself. */
export interface BankDetails {
  /** The clusters it has scopes for. */
  readonly dataClusters: readonly DataCluster[];
  readonly fields: readonly FilledField[];
}

/** One call each. */
const AT_ONCE = 20;
const RETRY_MS = 60 * 60_000;

/** The details of Outbound's banks, read one by one as the Partner. A bank whose details fail holds up no other. */
export class OutboundDetails {
  readonly #api: Pick<FlinksApi, "providerDetails">;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #known = new Map<number, BankDetails>();
  /** When a bank's details could not be had, monotonic milliseconds. */
  readonly #failedAt = new Map<number, number>();

  constructor(api: Pick<FlinksApi, "providerDetails">, clock: Pick<Clock, "monotonic">) {
    this.#api = api;
    this.#clock = clock;
  }

  of(number: number): BankDetails | undefined {
    return this.#known.get(number);
  }

  /**
   * Reads those of some banks that end users can connect and nothing is known of. One that fails is tried again after an
   * hour. Rejects with the last failure if none could be read.
   * @param signal begins no call more when it is aborted.
   * @returns the banks of which more is known now.
   */
  async read(banks: readonly ListedBank[], signal?: AbortSignal): Promise<readonly number[]> {
    const read: number[] = [];
    let failure: GatewayError | undefined;
    for (const { number } of banks.filter((bank) => this.#isWanted(bank)).slice(0, AT_ONCE)) {
      if (signal?.aborted === true) break;
      try {
        const { dataInventory, scopes } = await this.#api.providerDetails(number);
        const dataClusters = FLINKS_SCOPE_NAMES.clustersOf(scopes.join(" "));
        this.#known.set(number, { dataClusters, fields: inventoryFields(dataInventory) });
        read.push(number);
      } catch (cause) {
        if (!(cause instanceof GatewayError)) throw cause;
        this.#failedAt.set(number, this.#clock.monotonic());
        failure = cause;
      }
    }
    if (read.length === 0 && failure !== undefined) throw failure;
    return read;
  }

  #isWanted({ number, registration }: ListedBank): boolean {
    if (registration !== "ACTIVE" || this.#known.has(number)) return false;
    const failedAt = this.#failedAt.get(number);
    return failedAt === undefined || this.#clock.monotonic() - failedAt >= RETRY_MS;
  }
}
