import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PATH = fileURLToPath(new URL("../../docs/performance.md", import.meta.url));

/** What docs/performance.md keeps figures of: one for each command. */
export type SectionName = "bench" | "growth" | "workers";

/** Puts figures where docs/performance.md keeps them: between `<!-- <name> -->` and `<!-- /<name> -->`. */
export function writeSection(name: SectionName, text: string): void {
  writeFileSync(PATH, withSection(readFileSync(PATH, "utf8"), name, text));
}

/** @throws Error where the marks are not in the document. */
export function withSection(document: string, name: string, text: string): string {
  const begin = `<!-- ${name} -->`;
  const start = document.indexOf(begin);
  const end = document.indexOf(`<!-- /${name} -->`);
  if (start < 0 || end < start) throw new Error(`no marks ${begin} in the document`);
  return `${document.slice(0, start)}${begin}\n\n${text.trim()}\n\n${document.slice(end)}`;
}
