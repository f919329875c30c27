import type { Clock } from "../../core/clock.js";
import type { DataCluster } from "../../core/data-cluster.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { ConsentId } from "../../core/ids.js";
import type { KeptPart } from "../../core/kept-part.js";
import { LinkedList } from "../../core/linked-list.js";
import type { AnswerKey as Place } from "../../stores/answer-store.js";
import type { AnswerKeys, AnswerPlace } from "../../tokens/answer-keys.js";
import { bindings } from "../../tokens/data-key.js";
import type { WholeAnswerKeys } from "../../tokens/whole-answer-keys.js";
import type { ProviderCall, UpstreamRequest } from "../data-provider.js";
import type { FdxBody } from "../fdx/fdx-body.js";
import { Flights } from "./flights.js";
import { type FreshnessOptions, maxAgeMs } from "./freshness.js";
import type { KeptAnswer } from "./kept-answer.js";
import { type FoundAnswer, KeptAnswers, type KeptAnswersParts, type Layer } from "./kept-answers.js";
import type { MemoryLayer } from "./memory-layer.js";
import { RequestKeys } from "./request-keys.js";
import { unlessAway } from "./unless-away.js";
import { WholeAnswerCache } from "./whole-answer-cache.js";

/** What a bank is asked. */
export interface Asked {
  readonly cluster: DataCluster | undefined;
  /** Where, and the whole request: two with one text have one answer. */
  readonly text: string;
}

/** How an answer was had: from a layer, with another's call, by a call, or from a layer because no call may be made. */
export type ReadOutcome = Layer | "joined" | "missed" | "stale";

export interface AnswerCacheParts extends Omit<KeptAnswersParts, "keepMs"> {
  readonly keys: Pick<AnswerKeys, "keyOf">;
  readonly wholeKeys: Pick<WholeAnswerKeys, "seal" | "open">;
  /** For what was put together, beside `memory` for what it was put together from. */
  readonly wholeMemory: MemoryLayer;
  readonly freshness: FreshnessOptions;
  readonly clock: Pick<Clock, "now">;
  /** @returns of a consent's record; `undefined` if it is not active (any more). */
  readonly versionOf: (consentId: ConsentId) => Promise<number | undefined>;
}

type Fetch = (call: ProviderCall) => Promise<FdxBody>;

interface Fetched extends KeptAnswer {
  /** Where it was kept, if it was. */
  readonly at: Place | undefined;
}

/** Failures that say nothing of the bank, and after which an old answer is better than none. */
const SERVED_STALE: ReadonlySet<string> = new Set(["PROVIDER_BUDGET_SPENT"]);

/**
 * Answers of banks that were read before, and calls that are under way: docs/adr/0031. All that is kept is kept under one consent
 * in one state of it, and is sealed with its key.
 */
export class AnswerCache {
  /** What was put together from them. */
  readonly whole: WholeAnswerCache;
  readonly #parts: AnswerCacheParts;
  readonly #kept: KeptAnswers;
  readonly #keys: RequestKeys;
  readonly #flights = new Flights<Fetched>();
  readonly #counts = { memory: 0, store: 0, joined: 0, missed: 0, stale: 0 };
  readonly #unfinished = new LinkedList<Promise<void>>();

  constructor(parts: AnswerCacheParts) {
    this.#parts = parts;
    this.#kept = new KeptAnswers({ ...parts, keepMs: parts.freshness.keepSeconds * 1000 });
    this.#keys = new RequestKeys(parts.keys);
    this.whole = new WholeAnswerCache({
      ...{ memory: parts.wholeMemory, partMemory: parts.memory, clock: parts.clock, keys: parts.wholeKeys },
      onFound: (count) => {
        this.#counts.memory += count;
      },
    });
  }

  /** How often answers were had in each way since the start. */
  get counts(): Readonly<Record<ReadOutcome, number>> {
    return this.#counts;
  }

  /**
   * Rejects with what `fetch` rejects with, and with PROVIDER_TIMEOUT when the request ends first.
   * @param fetch asks the bank, for as long as anybody waits.
   */
  async get(call: ProviderCall, asked: Asked, fetch: Fetch): Promise<FdxBody> {
    const { request } = call;
    const { freshness } = this.#parts;
    const place = placeOf(call, asked);
    const oldest = maxAgeMs(freshness, asked.cluster, request.maxAgeSeconds);
    const found = place && (await this.#find(request, place, oldest));
    if (found !== undefined) return this.#shown(request, found.layer, found, this.#partOf(found, oldest));
    request.countMissed();
    if (place === undefined) return fetch(call);
    try {
      return await this.#join(call, place, fetch);
    } catch (failure) {
      const stale = isServedStale(failure) ? await this.#find(request, place, Infinity) : undefined;
      if (stale === undefined) throw failure;
      return this.#shown(request, "stale", stale);
    }
  }

  /** Deletes what was read under a consent. Nobody is shown it anyway once the consent has changed. */
  forget(consentId: ConsentId): Promise<void> {
    this.#parts.wholeMemory.deleteAll(consentId);
    return this.#kept.forget(consentId);
  }

  /** A chore: gives back the space of what is old, and deletes what could not be deleted before. */
  sweep(): Promise<void> {
    const { wholeMemory, clock, freshness } = this.#parts;
    wholeMemory.deleteOlderThan(clock.now() - freshness.keepSeconds * 1000);
    return this.#kept.sweep();
  }

  /** Ends what goes on behind answers that were given already. */
  async close(): Promise<void> {
    await Promise.all(this.#unfinished.toArray());
    await this.#parts.shared?.close();
  }

  async #find(request: UpstreamRequest, place: AnswerPlace, age: number): Promise<FoundAnswer | undefined> {
    if (age <= 0) return undefined;
    return unlessAway(this.#keys.with(request, place.reference, (key) => this.#kept.find(key, place, age)));
  }

  async #join(call: ProviderCall, place: AnswerPlace, fetch: Fetch): Promise<FdxBody> {
    const { request } = call;
    const { result, isJoined } = await this.#flights.join(flightKey(request, place), request, (shared) =>
      this.#fetch({ ...call, request: shared }, place, fetch),
    );
    if (isJoined) return this.#shown(request, "joined", result);
    return result.body.with({ onUnreadable: this.#dropping(result.at) });
  }

  async #fetch(call: ProviderCall, place: AnswerPlace, fetch: Fetch): Promise<Fetched> {
    this.#counts.missed += 1;
    const readAt = this.#parts.clock.now();
    const body = await fetch(call);
    const kept = await unlessAway(
      this.#keys.with(call.request, place.reference, (key) => this.#kept.keep(key, place, { body, readAt })),
    );
    if (kept !== undefined) this.#goOn(this.#confirm(place, kept.shared));
    return { body, readAt, at: kept?.at };
  }

  /** The consent may have ended while the bank was asked: then what was kept came after everything else was deleted. */
  async #confirm(place: AnswerPlace, isKept: Promise<void>): Promise<void> {
    const { consentId } = place.reference;
    await isKept;
    const version = await unlessAway(this.#parts.versionOf(consentId));
    if (version !== place.consentVersion) await this.forget(consentId);
  }

  #shown(
    request: UpstreamRequest,
    outcome: ReadOutcome,
    answer: KeptAnswer & { at: Place | undefined },
    kept?: KeptPart,
  ): FdxBody {
    this.#counts[outcome] += 1;
    request.countCached(kept);
    const asOf = new Date(answer.readAt).toISOString();
    return answer.body.with({ asOf, onUnreadable: this.#dropping(answer.at) });
  }

  #partOf({ at, serial, readAt }: FoundAnswer, oldestMs: number): KeptPart {
    const { consentId, name } = at;
    // The age that is asked for is the oldest that is taken; that for which answers are kept is the first that is not.
    const goodForMs = Math.min(oldestMs + 1, this.#parts.freshness.keepSeconds * 1000);
    return { consentId, name, serial, readAt, goodUntil: readAt + goodForMs };
  }

  /** A failure may come as a success; what nobody can read is asked for again. */
  #dropping(at: Place | undefined): (() => void) | undefined {
    if (at === undefined) return undefined;
    return () => {
      this.#goOn(this.#kept.drop(at));
    };
  }

  #goOn(work: Promise<void>): void {
    const link = this.#unfinished.append(
      work.finally(() => {
        this.#unfinished.remove(link);
      }),
    );
  }
}

function placeOf({ reference, consentVersion }: ProviderCall, asked: Asked): AnswerPlace | undefined {
  if (consentVersion === undefined) return undefined;
  return { reference, consentVersion, request: JSON.stringify([asked.cluster ?? null, asked.text]) };
}

/** A person who waits does not join a job: a bank's budget may have less for jobs. */
function flightKey({ actorType }: UpstreamRequest, place: AnswerPlace): string {
  const { reference, consentVersion, request } = place;
  return JSON.stringify([...bindings(reference), consentVersion, request, actorType]);
}

function isServedStale(failure: unknown): boolean {
  return failure instanceof GatewayError && SERVED_STALE.has(failure.code);
}
