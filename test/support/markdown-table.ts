/** As prettier lays out a Markdown table, so that formatting never changes the page. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("");
}
