import type { FdxRecord } from "./data-provider.js";

/** When a record was read at the bank. A symbol of the record's own, as in `sent-record.ts`: copies keep it. */
const AS_OF = Symbol("as of");

/** Notes in a record how old it is. @param iso a moment, RFC 3339, UTC. */
export function keepAsOf(record: FdxRecord, iso: string): void {
  (record as { [AS_OF]?: string })[AS_OF] = iso;
}

/** Notes in all records of an answer how old it is, if it was not read for this request. */
export function keepAsOfAll(records: readonly FdxRecord[], iso: string | undefined): void {
  if (iso !== undefined) for (const record of records) keepAsOf(record, iso);
}

/**
 * @param record one that a `DataProvider` gave, or a copy of it.
 * @returns when it was read at the bank; `undefined` for one that was read for this request.
 */
export function asOfRecord(record: FdxRecord): string | undefined {
  return (record as { readonly [AS_OF]?: string })[AS_OF];
}
