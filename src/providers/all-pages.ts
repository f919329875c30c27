import { GatewayError } from "../core/gateway-error.js";
import type { Answer } from "./answer.js";
import type { Page } from "./data-provider.js";

/** A list that is longer than this is not an account list; a provider that goes on is broken. */
const MAX_PAGES = 100;

/**
 * Walks a list to its end. Ends in any case: a cursor that comes back, or too many pages, is PROVIDER_ANSWER_INVALID.
 * @param read asks for one page; called first without a cursor.
 */
export async function allPages<Row>(
  read: (pageKey: string | undefined) => Promise<Answer<Page<Row>>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let pageKey: string | undefined;
  do {
    const page: Page<Row> = (await read(pageKey)).value;
    rows.push(...page.rows);
    pageKey = page.nextPageKey;
    if (pageKey !== undefined && (seen.has(pageKey) || seen.size >= MAX_PAGES)) {
      throw new GatewayError("PROVIDER_ANSWER_INVALID", "the list does not end");
    }
    if (pageKey !== undefined) seen.add(pageKey);
  } while (pageKey !== undefined);
  return rows;
}
