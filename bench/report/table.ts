/** The least that Markdown's formatter draws. */
const LEAST_WIDTH = 3;

/**
 * @param wordColumns how many columns hold words; the others hold numbers, to the right.
 * @returns the lines of a Markdown table, aligned for reading as plain text.
 */
export function tableOf(lines: readonly (readonly string[])[], wordColumns: number): readonly string[] {
  const [headings = []] = lines;
  const widths = headings.map((_, column) => {
    return Math.max(LEAST_WIDTH, ...lines.map((line) => line[column]?.length ?? 0));
  });
  const text = lines.map((line) => {
    const cells = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < wordColumns ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${cells.join(" | ")} |`;
  });
  const rule = widths.map((width, column) =>
    column < wordColumns ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [text[0] ?? "", `| ${rule.join(" | ")} |`, ...text.slice(1)];
}

/** Three digits that count. */
export function shortNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (value >= 100) return String(Math.round(value));
  return value.toPrecision(3);
}
