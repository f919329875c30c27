import { Answer } from "../../src/providers/answer.js";
import type { FdxRecord } from "../../src/providers/data-provider.js";
import { keepSent, SentRecords } from "../../src/providers/sent-record.js";

/** An answer without bytes, whose records are as sent what they are now, whatever the gateway writes into them later. */
export function madeAnswer<Value extends object>(value: Value): Answer<Value> {
  const records = ("rows" in value ? value.rows : [value]) as readonly FdxRecord[];
  const copies = structuredClone(records);
  const sent = new SentRecords(() => copies);
  for (const [index, record] of records.entries()) keepSent(record, sent, index);
  return new Answer(Buffer.alloc(0), () => value);
}
