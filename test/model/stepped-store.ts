import type {
  RecordKey,
  RecordKind,
  RecordStore,
  StoredRecord,
  Write,
} from "../../src/stores/record-store.js";
import type { Lane } from "./steps.js";

/** A store whose every call waits for its turn. */
export class SteppedStore implements RecordStore {
  readonly #inner: RecordStore;
  readonly #lane: Lane;
  readonly #onCommit: (id: string, writes: readonly Write[]) => void;

  /** @param onCommit told before a commit is carried out. */
  constructor(inner: RecordStore, lane: Lane, onCommit: (id: string, writes: readonly Write[]) => void) {
    this.#inner = inner;
    this.#lane = lane;
    this.#onCommit = onCommit;
  }

  get(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#lane.call(() => this.#inner.get(key));
  }

  confirm(key: RecordKey, version: number): Promise<boolean> {
    return this.#lane.call(() => this.#inner.confirm(key, version));
  }

  commit(id: string, writes: readonly Write[]): Promise<boolean> {
    return this.#lane.call(() => {
      this.#onCommit(id, writes);
      return this.#inner.commit(id, writes);
    });
  }

  take(key: RecordKey): Promise<StoredRecord | undefined> {
    return this.#lane.call(() => this.#inner.take(key));
  }

  addMember(set: string, member: string): Promise<void> {
    return this.#lane.call(() => this.#inner.addMember(set, member));
  }

  removeMember(set: string, member: string): Promise<void> {
    return this.#lane.call(() => this.#inner.removeMember(set, member));
  }

  members(set: string): Promise<readonly string[]> {
    return this.#lane.call(() => this.#inner.members(set));
  }

  async *ids(kind: RecordKind): AsyncIterable<string> {
    const ids = await this.#lane.call(async () => {
      const all: string[] = [];
      for await (const id of this.#inner.ids(kind)) all.push(id);
      return all;
    });
    yield* ids;
  }

  check(): Promise<void> {
    return this.#lane.call(() => this.#inner.check());
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}
