import type { Clock } from "../../src/core/clock.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import type {
  RecordKey,
  RecordKind,
  RecordStore,
  StoredRecord,
  Write,
} from "../../src/stores/record-store.js";

interface Row extends StoredRecord {
  readonly expiresAt?: number;
}

/** The records of one id, by kind. Never changed in place: earlier ones are kept for rolling back. */
type Rows = ReadonlyMap<RecordKind, Row>;

/** Where records are kept, for all stores that are opened on it. */
interface Place {
  readonly rows: Map<string, Rows>;
  /** What each id held before each of its commits, oldest first. */
  readonly history: Map<string, Rows[]>;
  readonly sets: Map<string, Set<string>>;
}

/**
 * `down`: nothing is carried out, every call is rejected. `lossy`: writes are carried out and rejected all the same, as
 * when the confirmation is lost.
 */
export type StoreFault = "none" | "down" | "lossy";

/** A store in memory that can lose its connection, and its last writes as one does that failed over. */
export class MemoryStore implements RecordStore {
  /** Of this opening alone. */
  fault: StoreFault = "none";
  readonly #clock: Clock;
  readonly #place: Place;
  #closed = false;

  private constructor(clock: Clock, place: Place) {
    this.#clock = clock;
    this.#place = place;
  }

  static open(clock: Clock): MemoryStore {
    return new MemoryStore(clock, { rows: new Map(), history: new Map(), sets: new Map() });
  }

  /** @returns the same records, reached over a connection of its own. */
  openAgain(): MemoryStore {
    return new MemoryStore(this.#clock, this.#place);
  }

  /** @returns how often the records of an id were changed, and not rolled back since. */
  commits(id: string): number {
    return this.#place.history.get(id)?.length ?? 0;
  }

  /** @returns all records as they are, to be compared. */
  snapshot(): ReadonlyMap<string, Rows> {
    return new Map(this.#place.rows);
  }

  /** Loses the last changes of one id, as many as are there. */
  rollBack(id: string, changes: number): void {
    const history = this.#place.history.get(id) ?? [];
    const [lost] = history.splice(Math.max(0, history.length - changes));
    if (lost !== undefined) this.#place.rows.set(id, lost);
  }

  async get(key: RecordKey): Promise<StoredRecord | undefined> {
    this.#reach();
    return this.#live(key);
  }

  async confirm({ kind, id }: RecordKey, version: number): Promise<boolean> {
    this.#reach();
    return (this.#live({ kind, id })?.version ?? 0) === version;
  }

  async commit(id: string, writes: readonly Write[]): Promise<boolean> {
    this.#reach();
    const stale = writes.some(
      ({ kind, ifVersion }) => (this.#live({ kind, id })?.version ?? 0) !== ifVersion,
    );
    if (stale) return this.#confirmed(false);
    const rows = new Map(this.#place.rows.get(id));
    for (const write of writes) apply(rows, write);
    this.#replace(id, rows);
    return this.#confirmed(true);
  }

  async take(key: RecordKey): Promise<StoredRecord | undefined> {
    this.#reach();
    const record = this.#live(key);
    if (record !== undefined) {
      const rows = new Map(this.#place.rows.get(key.id));
      rows.delete(key.kind);
      this.#replace(key.id, rows);
    }
    return this.#confirmed(record);
  }

  async addMember(set: string, member: string): Promise<void> {
    this.#reach();
    const members = this.#place.sets.get(set) ?? new Set();
    this.#place.sets.set(set, members.add(member));
    this.#confirmed(undefined);
  }

  async removeMember(set: string, member: string): Promise<void> {
    this.#reach();
    this.#place.sets.get(set)?.delete(member);
    this.#confirmed(undefined);
  }

  async members(set: string): Promise<readonly string[]> {
    this.#reach();
    return [...(this.#place.sets.get(set) ?? [])].sort();
  }

  async *ids(kind: RecordKind): AsyncIterable<string> {
    this.#reach();
    yield* [...this.#place.rows.keys()].filter((id) => this.#live({ kind, id }) !== undefined);
  }

  async check(): Promise<void> {
    this.#reach();
    this.#confirmed(undefined);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #live({ kind, id }: RecordKey): StoredRecord | undefined {
    const row = this.#place.rows.get(id)?.get(kind);
    if (row === undefined || (row.expiresAt !== undefined && row.expiresAt <= this.#clock.now()))
      return undefined;
    return { value: Buffer.from(row.value), version: row.version };
  }

  #replace(id: string, rows: Rows): void {
    const { history } = this.#place;
    const before = this.#place.rows.get(id) ?? new Map<RecordKind, Row>();
    history.set(id, [...(history.get(id) ?? []), before]);
    this.#place.rows.set(id, rows);
  }

  #reach(): void {
    if (this.#closed || this.fault === "down") throw unavailable("the store is away");
  }

  #confirmed<Result>(result: Result): Result {
    if (this.fault === "lossy") throw unavailable("the confirmation is lost");
    return result;
  }
}

function apply(rows: Map<RecordKind, Row>, { kind, value, ifVersion, version, expiresAt }: Write): void {
  if (value === null) rows.delete(kind);
  else {
    const ends = expiresAt === undefined ? {} : { expiresAt };
    rows.set(kind, { value: Buffer.from(value), version: version ?? ifVersion + 1, ...ends });
  }
}

function unavailable(detail: string): GatewayError {
  return new GatewayError("STORE_UNAVAILABLE", detail);
}
