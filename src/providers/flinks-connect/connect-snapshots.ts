import type { Clock } from "../../core/clock.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { SealedRecords, SealedWrite } from "../../tokens/sealed-records.js";
import type { ConnectCallbacks } from "./connect-callbacks.js";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "./connect-snapshot.js";

/**
 * `kept`: it is the newest now. `older`: one that is at least as new stays. `changed`: what goes with it has changed. `ended`:
 * the consent is not active, and nothing is left of it.
 */
export type Kept = "kept" | "older" | "changed" | "ended";

interface Found {
  readonly snapshot: Snapshot | undefined;
  /** Of its record; 0 where there is none. */
  readonly version: number;
}

const MAX_TRIES = 5;

/** The newest snapshot of each consent, sealed under its key, until its retention ends. */
export class ConnectSnapshots {
  readonly #sealed: SealedRecords;
  readonly #clock: Pick<Clock, "now">;
  readonly #isActive: ConnectCallbacks["isActive"];

  constructor(sealed: SealedRecords, clock: Pick<Clock, "now">, isActive: ConnectCallbacks["isActive"]) {
    this.#sealed = sealed;
    this.#clock = clock;
    this.#isActive = isActive;
  }

  /** Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE. */
  async read(reference: ConsentReference): Promise<Snapshot | undefined> {
    return (await this.#find(reference)).snapshot;
  }

  /**
   * Takes the place of an older one, if the consent is active.
   * @param replacesEqual whether one that is of the same moment gives way.
   * @param beside writes that happen together with it, or, where it is not kept for its age, alone.
   */
  async keep(
    reference: ConsentReference,
    snapshot: Snapshot,
    options: { readonly replacesEqual?: boolean; readonly beside?: readonly SealedWrite[] } = {},
  ): Promise<Kept> {
    const { beside = [] } = options;
    if (!(await this.#isActive(reference.consentId))) return "ended";
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const { snapshot: stored, version } = await this.#find(reference);
      const isNewer = isAfter(snapshot, stored, options.replacesEqual === true);
      const own = isNewer ? [await writeOf(snapshot, version)] : [];
      if (await this.#isWritten(reference, [...own, ...beside])) return this.#settled(reference, isNewer);
    }
    return "changed";
  }

  /**
   * A revocation makes the consent inactive first and destroys its snapshot then: seen here before the one, what was written
   * is destroyed by the other; seen after it, here.
   */
  async #settled(reference: ConsentReference, isNewer: boolean): Promise<Kept> {
    if (await this.#isActive(reference.consentId)) return isNewer ? "kept" : "older";
    await this.#remove(reference);
    return "ended";
  }

  async #remove(reference: ConsentReference): Promise<void> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const record = await this.#sealed.read(reference, "connect-snapshot");
      if (record === undefined) return;
      const write: SealedWrite = { kind: "connect-snapshot", value: null, ifVersion: record.version };
      if (await this.#sealed.write(reference, [write])) return;
    }
  }

  async #isWritten(reference: ConsentReference, writes: readonly SealedWrite[]): Promise<boolean> {
    return writes.length === 0 || this.#sealed.write(reference, writes);
  }

  async #find(reference: ConsentReference): Promise<Found> {
    const record = await this.#sealed.read(reference, "connect-snapshot");
    if (record === undefined) return { snapshot: undefined, version: 0 };
    const { version } = record;
    const snapshot = await decodeSnapshot(record.value);
    // The store has a copy of the end that nobody has authenticated.
    return { version, snapshot: snapshot.expiresAt <= this.#clock.now() ? undefined : snapshot };
  }
}

function isAfter({ asOf }: Snapshot, stored: Snapshot | undefined, orEqual: boolean): boolean {
  if (stored === undefined) return true;
  return orEqual ? asOf >= stored.asOf : asOf > stored.asOf;
}

async function writeOf(snapshot: Snapshot, ifVersion: number): Promise<SealedWrite> {
  const { expiresAt } = snapshot;
  return { kind: "connect-snapshot", value: await encodeSnapshot(snapshot), ifVersion, expiresAt };
}
