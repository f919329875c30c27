import type { Audit, OperatorAlarm } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId, DataProviderId } from "../core/ids.js";
import type { RefreshLog } from "./refresh-log.js";
import { Outages } from "../core/outages.js";
import { attemptOf, isUnfinished, type Refresh } from "./refresh-state.js";
import type { ConsentReference } from "./consent-reference.js";

export interface TokenKeeperParts {
  readonly log: RefreshLog;
  /** Has tokens replaced that were issued at or before this instant (`TokenManager.renew`). */
  readonly renew: (reference: ConsentReference, newerThan: number) => Promise<void>;
  /** A consent that has expired or ended is not kept alive. */
  readonly isActive: (consentId: ConsentId) => Promise<boolean>;
  /** After so many unused days a provider lets a refresh token die; `undefined` where it does not. */
  readonly idleDaysOf: (dataProviderId: DataProviderId) => number | undefined;
  readonly clock: Clock;
  readonly audit: Audit;
}

/** What a round has found. */
export interface TokenCensus {
  /** Refreshes that were begun and have not come to an end. */
  readonly count: number;
  /** For how long the oldest of them has been so; milliseconds. */
  readonly oldestMs: number;
}

const DAY_MS = 86_400_000;
/** The last quarter of the idle time is for renewing, so that an outage of days does no harm. */
const KEEP_ALIVE_FRACTION = 0.75;
/** Consents that are worked on at once. */
const AT_ONCE = 32;

/**
 * Looks after tokens that nobody is asking for: refreshes that were left unfinished are brought to an end, and refresh
 * tokens are used before they die of being idle. Every process may do it: the refresh itself sees to it that one does.
 */
export class TokenKeeper {
  readonly #parts: TokenKeeperParts;
  #census: TokenCensus = { count: 0, oldestMs: 0 };

  constructor(parts: TokenKeeperParts) {
    this.#parts = parts;
  }

  /** As the last round has left it. */
  get census(): TokenCensus {
    return this.#census;
  }

  /**
   * Goes through all consents once. Nothing that is wrong with one of them keeps it from the others.
   * @param signal begins nothing more when it is aborted.
   */
  async round(signal?: AbortSignal): Promise<void> {
    const outages = new Outages();
    const found: Refresh[] = [];
    let chunk: ConsentId[] = [];
    const work = async (): Promise<void> => {
      await Promise.all(chunk.map((consentId) => this.#visit(consentId, outages, found)));
      chunk = [];
    };
    for await (const consentId of this.#parts.log.consentIds()) {
      if (signal?.aborted === true) return;
      chunk.push(consentId);
      if (chunk.length === AT_ONCE) await work();
    }
    await work();
    this.#census = this.#countUnfinished(found);
  }

  async #visit(consentId: ConsentId, outages: Outages, found: Refresh[]): Promise<void> {
    const { log, audit } = this.#parts;
    try {
      const before = await log.read(consentId);
      if (before === undefined || !(await this.#needsRenewal(before.refresh))) return;
      await this.#renew(before.refresh, outages);
      const after = await log.read(consentId);
      if (after !== undefined && isUnfinished(after.refresh)) found.push(after.refresh);
    } catch (failure) {
      audit("operator.alarm", { alarm: alarmOf(failure), consentId, ...failureFields(failure) });
    }
  }

  async #renew({ reference, refreshedAt }: Refresh, outages: Outages): Promise<void> {
    const { dataProviderId } = reference;
    if (outages.isDown(dataProviderId)) return;
    try {
      await this.#parts.renew(reference, refreshedAt);
      outages.answered(dataProviderId);
    } catch (failure) {
      if (isOutage(failure)) outages.failed(dataProviderId);
      else outages.answered(dataProviderId);
      this.#parts.audit("token.renewal-failed", { ...reference, ...failureFields(failure) });
    }
  }

  async #needsRenewal(refresh: Refresh): Promise<boolean> {
    const { clock, idleDaysOf, isActive } = this.#parts;
    if (refresh.status === "REAUTH") return false;
    const idleDays = idleDaysOf(refresh.reference.dataProviderId);
    const idleMs = clock.now() - refresh.refreshedAt;
    const mayDie = idleDays !== undefined && idleMs > idleDays * DAY_MS * KEEP_ALIVE_FRACTION;
    return (mayDie || isUnfinished(refresh)) && isActive(refresh.reference.consentId);
  }

  #countUnfinished(found: readonly Refresh[]): TokenCensus {
    const now = this.#parts.clock.now();
    const ages = found.map((refresh) => now - (attemptOf(refresh)?.firstAt ?? now));
    return { count: found.length, oldestMs: Math.max(0, ...ages) };
  }
}

function isOutage(failure: unknown): boolean {
  return failure instanceof GatewayError && failure.code.startsWith("PROVIDER_");
}

function alarmOf(failure: unknown): OperatorAlarm {
  const unreadable = failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE";
  return unreadable ? "record_unreadable" : "store_unavailable";
}
