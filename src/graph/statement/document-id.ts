import type { FdxRecord } from "../../loaders/records.js";
import { textOf } from "../record-id.js";

/** Of these the document cannot be fetched: asking would be in vain. */
const WITHOUT_DOCUMENT: ReadonlySet<unknown> = new Set(["PROCESSING", "FAILED"]);

/** @returns the id by which a statement's document can be asked for; `undefined` if there is none. */
export function documentIdOf(statement: FdxRecord): string | undefined {
  return WITHOUT_DOCUMENT.has(statement["status"]) ? undefined : textOf(statement["statementId"]);
}
