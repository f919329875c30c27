import { json, type WireAnswer } from "../wire-answer.js";

/** What FDX requires of an account or a transaction, what names a row, and what turns the page. */
const KEPT = new Set([
  ...["accountCategory", "accountId", "transactionId", "statementId", "customerId", "holdingId"],
  ...["bankId", "identifier", "nextPageKey", "next"],
]);

/** Only what FDX requires, plus ids: a bank that fills next to nothing is a bank that conforms. */
export function sparse(answer: WireAnswer): WireAnswer {
  const isDocument = Buffer.isBuffer(answer.body);
  return isDocument ? answer : { ...json(keep(answer.body), answer.status), headers: answer.headers };
}

/** @returns undefined for what holds nothing that is kept; a list without rows is an answer, and stays. */
function keep(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(keep).filter((item) => item !== undefined);
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value)
    .map(([name, inner]: [string, unknown]) => [name, KEPT.has(name) ? inner : keep(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
