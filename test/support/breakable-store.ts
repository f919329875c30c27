import { GatewayError } from "../../src/core/gateway-error.js";
import type {
  RecordKey,
  RecordKind,
  RecordStore,
  StoredRecord,
  Write,
} from "../../src/stores/record-store.js";

/** A store that fails when a test says so, and otherwise does what the real store behind it does. */
export class BreakableStore implements RecordStore {
  readonly #inner: RecordStore;
  /** Says of each commit whether it fails; none does until a test sets this. */
  breaks: (writes: readonly Write[]) => boolean = () => false;
  /** Runs before every commit, for a change by "somebody else" just in between. */
  beforeCommit: (writes: readonly Write[]) => Promise<void> = async () => undefined;
  /** Record look-ups so far. */
  reads = 0;
  /** Sets that something was added to. */
  readonly sets: string[] = [];

  constructor(inner: RecordStore) {
    this.#inner = inner;
  }

  get(key: RecordKey): Promise<StoredRecord | undefined> {
    this.reads += 1;
    return this.#inner.get(key);
  }

  async commit(id: string, writes: readonly Write[]): Promise<boolean> {
    await this.beforeCommit(writes);
    if (this.breaks(writes)) throw new GatewayError("STORE_UNAVAILABLE", "broken by the test");
    return this.#inner.commit(id, writes);
  }

  confirm(key: RecordKey, version: number): Promise<boolean> {
    return this.#inner.confirm(key, version);
  }

  take(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#inner.take(key);
  }

  addMember(set: string, member: string): Promise<void> {
    this.sets.push(set);
    return this.#inner.addMember(set, member);
  }

  removeMember(set: string, member: string): Promise<void> {
    return this.#inner.removeMember(set, member);
  }

  members(set: string): Promise<readonly string[]> {
    return this.#inner.members(set);
  }

  ids(kind: RecordKind): AsyncIterable<string> {
    return this.#inner.ids(kind);
  }

  check(): Promise<void> {
    return this.#inner.check();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
