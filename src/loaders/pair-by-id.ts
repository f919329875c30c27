/** Puts an unordered, possibly incomplete answer back into key order. What was not answered is `undefined`. */
export function pairById<Id extends string, Row>(
  ids: readonly Id[],
  rows: readonly Row[],
  idOf: (row: Row) => Id,
): (Row | undefined)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id));
}
