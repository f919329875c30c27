import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { isInterfaceType, isObjectType } from "graphql";
import { FDX_ENTITIES } from "../../src/fdx/model.js";
import { createSchema } from "../../src/graph/schema.js";
import { type CoveredField, coverageOf, ON_PURPOSE, rowsWithVersions } from "../support/fdx-coverage.js";
import { markdownTable } from "../support/markdown-table.js";

const PATH = "docs/fdx-coverage.md";
const HEADING = ["Field", "Since", "Served"];

const schema = createSchema();
const coverage = coverageOf(schema);

const pathOf = ({ entity, field }: CoveredField): string => `${entity}.${field}`;

function servedText(row: CoveredField): string {
  if (row.served) return row.deprecated ? "yes, deprecated" : "yes";
  const reason = ON_PURPOSE.get(pathOf(row));
  return reason === undefined ? "no" : `on purpose not: ${reason}`;
}

function section([entity, rows]: readonly [string, readonly CoveredField[]]): string {
  const type = rows[0]?.type;
  const title = type === undefined || type === entity ? entity : `${entity} (served as ${type})`;
  const lines = rows.map((row) => [`\`${row.field}\``, row.since, servedText(row)]);
  return rows.length === 0 ? "" : `## ${title}\n\n${markdownTable(HEADING, lines)}`;
}

function page(): string {
  const entities = new Map<string, CoveredField[]>();
  for (const row of coverage) entities.set(row.entity, [...(entities.get(row.entity) ?? []), row]);
  const served = coverage.filter((row) => row.served).length;
  const introduction = `# FDX coverage

Which fields of FDX 6.4 the gateway serves: ${served} of ${coverage.length}, and ${ON_PURPOSE.size} are left out on purpose. _Since_ is the first version that
has the field: 5.2 stands for that and older ones, 6 for a minor version that is not known. Fields that all categories of
accounts or transactions have in common stand with \`Account\` and \`Transaction\`. A client gets null for what its bank does not
send; fields that only versions before 6 have are not listed.

This page is made from the tables in \`src/fdx\` and the names in \`test/fdx/fields.json\`: \`npm run coverage:fdx\` writes it.
`;
  return [introduction, ...[...entities].map(section)].join("\n");
}

describe("docs/fdx-coverage.md", () => {
  it("says just what the schema serves (if not: npm run coverage:fdx)", () => {
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(PATH, page());
    expect(readFileSync(PATH, "utf8")).toBe(page());
  });
});

describe("the FDX model", () => {
  it("lacks no field of FDX 6.4 but those left out on purpose", () => {
    const missing = coverage.filter((row) => !row.served).map(pathOf);
    expect(missing.sort()).toEqual([...ON_PURPOSE.keys()].sort());
    expect(coverage.length).toBeGreaterThan(600);
  });

  it("is wholly in the schema: no table that nothing leads to", () => {
    const tables = FDX_ENTITIES.filter(({ kind }) => kind !== "shared" && kind !== "union");
    const lost = tables.flatMap(({ name, fields }) => {
      const type = schema.getType(name);
      const has = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
      return Object.keys({ ...(type === undefined ? { "the type": 0 } : {}), ...fields })
        .filter((field) => has[field] === undefined)
        .map((field) => `${name}.${field}`);
    });
    expect(lost).toEqual([]);
  });

  it("knows of every row since when FDX has it, or that it is the gateway's own", () => {
    expect(rowsWithVersions().filter(({ since, inFdx }) => since !== inFdx)).toEqual([]);
  });

  it("has every table once", () => {
    const names = FDX_ENTITIES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
