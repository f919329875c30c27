import { GatewayError } from "../core/gateway-error.js";
import type { Answer } from "./answer.js";
import type { Page } from "./data-provider.js";

/** A list that is longer than this is not an account list; a provider that goes on is broken. */
const MAX_PAGES = 100;

/**
 * Walks a list to its end. Ends in any case: a cursor that comes back, or too many pages, is PROVIDER_ANSWER_INVALID.
 * @param read asks for one page; called first without a cursor.
 * @param isEnough ends the walk before the list does.
 */
export async function allPages<Row>(
  read: (cursor: string | undefined) => Promise<Answer<Page<Row>>>,
  isEnough: (rows: readonly Row[]) => boolean = () => false,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const page: Page<Row> = (await read(cursor)).value;
    rows.push(...page.rows);
    cursor = page.next;
    if (cursor === undefined || isEnough(rows)) return rows;
    if (seen.has(cursor) || seen.size >= MAX_PAGES) {
      throw new GatewayError("PROVIDER_ANSWER_INVALID", "the list does not end");
    }
    seen.add(cursor);
  }
}
