import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";

/** Reads `folder → may import` out of the rules' source: a JavaScript file that Jest in ESM mode cannot require. */
function tableOfTheRules(): Record<string, string[]> {
  const source = readFileSync(".dependency-cruiser.cjs", "utf8");
  const table = /const MAY_IMPORT = \{(.*?)\n\};/s.exec(source)?.[1] ?? "";
  const rows = [...table.matchAll(/^ {2}(\w+): \[(.*?)\]/gms)];
  return Object.fromEntries<string[]>(
    rows.map(([, folder = "", list]) => [
      folder,
      [...(list ?? "").matchAll(/"(\w+)"/g)].map(([, name]) => name ?? ""),
    ]),
  );
}

function tableOfTheDocument(): Record<string, string[]> {
  const rows = readFileSync("ARCHITECTURE.md", "utf8").matchAll(/^\| `(\w+)` +\|[^|]*\| ([^|]*?) *\|$/gm);
  return Object.fromEntries<string[]>(
    [...rows].map(([, folder = "", list]) => [folder, list === "–" ? [] : (list ?? "").split(", ")]),
  );
}

describe("ARCHITECTURE.md", () => {
  it("shows the same table as the rules check", () => {
    expect(Object.keys(tableOfTheRules()).length).toBeGreaterThan(10);
    expect(tableOfTheDocument()).toEqual(tableOfTheRules());
  });
});
