import { describe, expect, it } from "@jest/globals";
import { buildSchema, parse } from "graphql";
import { KnownDocuments, operationOf } from "../../../../src/graph/operation/known-documents.js";

const SCHEMA = buildSchema("type Query { id: ID }");

function remembered(text: string, documents = new KnownDocuments()): KnownDocuments {
  documents.remember(text, parse(text), SCHEMA);
  return documents;
}

describe("KnownDocuments", () => {
  it("knows a document by its whole text, and its fragments by their names", () => {
    const text = "{ ...A ...B } fragment A on Query { id } fragment B on Query { id }";
    const documents = remembered(text);
    expect(Object.keys(documents.find(text)?.fragments ?? {})).toEqual(["A", "B"]);
    expect(documents.find(`${text} `)).toBeUndefined();
    expect(documents.find("")).toBeUndefined();
  });

  it("does not keep one that would drive out many", () => {
    const padded = (length: number): string => "{ id } # ".padEnd(length, "x");
    expect(remembered(padded(32 * 1024)).find(padded(32 * 1024))).toBeDefined();
    expect(remembered(padded(32 * 1024 + 1)).find(padded(32 * 1024 + 1))).toBeUndefined();
  });

  it("keeps no more text than it may, however many documents there are", () => {
    const documents = new KnownDocuments();
    const long = (each: number): string => `{ id } # ${each} ${"x".repeat(25_000)}`;
    for (let each = 0; each < 20; each += 1) remembered(long(each), documents);
    const known = Array.from({ length: 20 }, (_, each) => documents.find(long(each)) !== undefined);
    expect(known.filter((is) => is)).toHaveLength(10);
    expect(known.at(-1)).toBe(true);
  });
});

describe("the operation of a document", () => {
  const two = "query A { id } query B { id }";

  it.each<[string, string | undefined, string | undefined]>([
    ["{ id }", undefined, "query"],
    ["query A { id }", undefined, "query"],
    ["query A { id }", "A", "query"],
    ["query A { id }", "B", undefined],
    ["query A { id }", "", undefined],
    [two, "B", "query"],
    [two, undefined, undefined],
  ])("%s, asked for as %s", (text, name, found) => {
    const known = remembered(text).find(text);
    expect(known && operationOf(known, name)?.operation.operation).toBe(found);
  });
});
