import type { FdxRecord } from "./data-provider.js";

/** Where a record stood in its answer. A symbol of the record's own: no field reads it, and it costs next to nothing. */
const SENT = Symbol("sent");

interface Sent {
  readonly answer: SentRecords;
  readonly index: number;
}

/** The records of one answer as the provider wrote them; read only if somebody asks for one, and then once. */
export class SentRecords {
  readonly #read: () => readonly unknown[];
  #records: readonly unknown[] | undefined;

  /** @param read makes them anew, in the order that their places count. */
  constructor(read: () => readonly unknown[]) {
    this.#read = read;
  }

  at(index: number): unknown {
    this.#records ??= this.#read();
    return this.#records[index];
  }
}

/** Notes in a record that is about to be changed where it stood. */
export function keepSent(record: FdxRecord, answer: SentRecords, index: number): void {
  (record as { [SENT]?: Sent })[SENT] = { answer, index };
}

/**
 * @param record one that a `DataProvider` gave, or a copy of it.
 * @returns what the provider sent in its place: no name translated, nothing taken out of a wrapper.
 */
export function sentRecord(record: FdxRecord): unknown {
  const { [SENT]: sent } = record as { [SENT]?: Sent };
  return sent?.answer.at(sent.index);
}
