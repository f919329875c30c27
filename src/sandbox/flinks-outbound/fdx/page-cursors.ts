import { stableUuid } from "../../seed/stable-uuid.js";

/** As many places in lists as are remembered. */
const MOST = 10_000;

/** Cursors that look like UUIDs and say nothing, each for one key of the bank behind. */
export class PageCursors {
  readonly #keys = new Map<string, string>();

  /** The same key has the same cursor. */
  cursorFor(key: string): string {
    const cursor = stableUuid(key);
    this.#keys.set(cursor, key);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > MOST && oldest !== undefined) this.#keys.delete(oldest);
    return cursor;
  }

  /** @returns `undefined` for a cursor that was not given out, or too long ago. */
  keyOf(cursor: string): string | undefined {
    return this.#keys.get(cursor);
  }
}
