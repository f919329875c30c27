import { GatewayError } from "../core/gateway-error.js";
import type { Answer } from "./answer.js";
import type { Page } from "./data-provider.js";

/** A list that is longer than this is not an account list; a provider that goes on is broken. */
const MAX_PAGES = 100;

export interface WalkOptions<Row> {
  /** A row with an id that was read before is left out: it came again because the list changed meanwhile. */
  readonly idOf?: (row: Row) => unknown;
  /** Ends the walk before the list does. */
  readonly isEnough?: (rows: readonly Row[]) => boolean;
}

/** A list, as far as it could be read. */
export interface ListRead<Row> {
  readonly rows: readonly Row[];
  /**
   * The list ended, and may lack rows: it has less of them than the provider says there are, or became shorter while it was
   * read, so that a row may have moved onto a page that was read before.
   */
  readonly isShort: boolean;
}

/**
 * Walks a list to its end. Ends in any case. A list that breaks off (a cursor that comes back, a next page that cannot be
 * asked for, too many pages) is PROVIDER_ANSWER_INVALID, unless as many rows were read as the provider says there are:
 * half a list would be taken for a whole one.
 * @param read asks for one page; called first without a cursor.
 */
export async function allPages<Row>(
  read: (cursor: string | undefined) => Promise<Answer<Page<Row>>>,
  { idOf, isEnough = () => false }: WalkOptions<Row> = {},
): Promise<ListRead<Row>> {
  const rows = new RowSet(idOf);
  const length = new ToldLength();
  const followed = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: Page<Row> = (await read(cursor)).value;
    rows.add(page.rows);
    length.add(page.totalElements);
    cursor = page.next;
    if (isEnough(rows.all)) return { rows: rows.all, isShort: false };
    if (page.cutOff === true || isStuck(followed, cursor)) return wholeList(rows.all, page.totalElements);
  } while (cursor !== undefined);
  return { rows: rows.all, isShort: length.isMore(rows.all.length) };
}

function wholeList<Row>(rows: readonly Row[], total: number | undefined): ListRead<Row> {
  if (rows.length === total) return { rows, isShort: false };
  throw new GatewayError("PROVIDER_ANSWER_INVALID", "the list breaks off, or does not end");
}

/** Whether following this cursor leads nowhere: it was followed before, or too many were. Notes it. */
function isStuck(followed: Set<string>, cursor: string | undefined): boolean {
  if (cursor === undefined) return false;
  const wasFollowed = followed.has(cursor);
  followed.add(cursor);
  return wasFollowed || followed.size > MAX_PAGES;
}

/** How long the provider says the list is. Rows that came while it was read are not missing from it. */
class ToldLength {
  #least: number | undefined;
  #hasShrunk = false;

  add(total: number | undefined): void {
    if (total === undefined || total >= (this.#least ?? Infinity)) return;
    this.#hasShrunk = this.#least !== undefined;
    this.#least = total;
  }

  /** Whether there may be more than so many rows. */
  isMore(count: number): boolean {
    return this.#hasShrunk || count < (this.#least ?? 0);
  }
}

class RowSet<Row> {
  readonly all: Row[] = [];
  readonly #ids = new Set<unknown>();
  readonly #idOf: ((row: Row) => unknown) | undefined;

  constructor(idOf: ((row: Row) => unknown) | undefined) {
    this.#idOf = idOf;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const id = this.#idOf?.(row);
      if (id !== undefined && id !== null && this.#ids.has(id)) continue;
      this.#ids.add(id);
      this.all.push(row);
    }
  }
}
