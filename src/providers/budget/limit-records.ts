import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "../../core/clock.js";
import { sleep } from "../../core/sleep.js";
import type { RecordStore } from "../../stores/record-store.js";
import { isForgottenAt, type LearntLimit } from "./learnt-limit.js";

/** By what is limited. */
export type Limits = ReadonlyMap<string, LearntLimit>;

type Change = (before: LearntLimit | undefined) => LearntLimit | undefined;

interface Look {
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly limits: Promise<Limits>;
  /** What `limits` gave. */
  settled?: Limits;
}

const limitsSchema = z.array(z.tuple([z.string(), z.object({ until: z.number(), seconds: z.number() })]));

const NONE: Limits = new Map();
const KIND = "call-limit";
/** What another process has learnt is known here so soon. */
const LOOK_EVERY_MS = 1000;
const MAX_LOOKS = 10_000;
const MAX_TRIES = 20;
const LONGEST_PAUSE_MS = 20;

/** Limits in the shared store, each record looked at once a second however often it is asked for. */
export class LimitRecords {
  readonly #store: Pick<RecordStore, "get" | "commit">;
  readonly #clock: Clock;
  /** By size, not by `max`: that one would set the memory for all of them aside at once. */
  readonly #looks = new LRUCache<string, Look>({ maxSize: MAX_LOOKS, sizeCalculation: () => 1 });

  constructor(store: Pick<RecordStore, "get" | "commit">, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Never rejects: while the store is away, what was known before is believed. @returns at once what was just looked at. */
  look(id: string): Limits | Promise<Limits> {
    const known = this.#looks.get(id);
    if (known !== undefined && this.#clock.monotonic() - known.at < LOOK_EVERY_MS)
      return known.settled ?? known.limits;
    const limits = this.#read(id).then(
      (read) => read.limits,
      () => known?.limits ?? NONE,
    );
    this.#remember(id, limits);
    return limits;
  }

  /**
   * Known here at once, and to all processes when the promise resolves, if the store can be written. Never rejects.
   * @param next gives `undefined` if nothing changes.
   */
  async change(id: string, name: string, next: Change): Promise<void> {
    const known = (await this.#looks.peek(id)?.limits) ?? NONE;
    try {
      await this.#share(id, name, next);
    } catch {
      // A provider's refusal is worth more than a failure to write it down.
      this.#remember(id, Promise.resolve(changed(known, name, next)));
    }
  }

  async #share(id: string, name: string, next: Change): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const { limits, version } = await this.#read(id);
      const after = changed(limits, name, next);
      this.#remember(id, Promise.resolve(after));
      if (after === limits || (await this.#write(id, after, version))) return;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }

  #remember(id: string, limits: Promise<Limits>): void {
    const look: Look = { at: this.#clock.monotonic(), limits };
    this.#looks.set(id, look);
    void limits.then((settled) => (look.settled = settled));
  }

  async #read(id: string): Promise<{ readonly limits: Limits; readonly version: number }> {
    const stored = await this.#store.get({ kind: KIND, id });
    if (stored === undefined) return { limits: NONE, version: 0 };
    const entries = limitsSchema.parse(JSON.parse(Buffer.from(stored.value).toString()));
    const now = this.#clock.now();
    const living = entries.filter(([, limit]) => isForgottenAt(limit) > now);
    return { limits: new Map(living), version: stored.version };
  }

  #write(id: string, limits: Limits, ifVersion: number): Promise<boolean> {
    const value = Buffer.from(JSON.stringify([...limits]));
    const expiresAt = Math.max(...[...limits.values()].map(isForgottenAt));
    return this.#store.commit(id, [{ kind: KIND, value, ifVersion, expiresAt }]);
  }
}

/** @returns the same object if nothing changes. */
function changed(limits: Limits, name: string, next: Change): Limits {
  const limit = next(limits.get(name));
  return limit === undefined ? limits : new Map([...limits, [name, limit]]);
}
