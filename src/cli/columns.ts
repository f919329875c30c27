/** @returns a table for a terminal, line by line; none for no rows. */
export function columns(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const lines = [heads, ...rows].map((cells) => cells.map(printable));
  const widths = heads.map((_head, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  const text = (cells: readonly string[]): string =>
    cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");
  return lines.map((cells) => text(cells).trimEnd());
}

/** @returns a text of somebody else's without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
