import { describe, expect, it } from "@jest/globals";
import { fieldsOf } from "../../../../../src/fdx/entity-fields.js";
import type { FdxEntity } from "../../../../../src/fdx/entity.js";
import { FDX_ENTITIES, kindsOf } from "../../../../../src/fdx/model.js";
import { OTHER_WAYS } from "../../../../../src/providers/fdx/dialect/other-ways.js";
import { putRight } from "../../../../../src/providers/fdx/dialect/shape.js";
import { Shapes, SHAPES } from "../../../../../src/providers/fdx/dialect/shapes.js";

type Fields = Record<string, unknown>;

const entity = (name: string, types: Record<string, string>, more: Partial<FdxEntity> = {}): FdxEntity => ({
  ...{ name, description: name },
  fields: Object.fromEntries(Object.entries(types).map(([field, type]) => [field, [type, "5.2", field]])),
  ...more,
});

const TABLES = [
  entity("Tree", { label: "String", open: "Boolean", branches: "[Tree]", leaf: "Leaf" }),
  entity("Ring", { stone: "Leaf", next: "Ring" }),
  entity("Leaf", { colour: "Colour", veins: "Decimal" }),
  entity("Thing", { kind: "String", notes: "[String]" }, { kind: "interface", tellBy: "kind" }),
  entity("Box", { lid: "Boolean" }, { extends: "Thing", when: "BOX" }),
  entity("Bag", { straps: "[Int]" }, { extends: "Thing", when: "BAG" }),
  entity("Rest", {}, { extends: "Thing", otherwise: true }),
];
const shapes = new Shapes(TABLES, { Box: { names: [["cover", "lid"]] } });
const right = (name: string, record: Fields): Fields => {
  putRight(record, shapes.of(name));
  return record;
};

describe("a shape that is made of a table", () => {
  it("reaches records that hold others of their own kind", () => {
    const inner = { open: "true", branches: { open: "false" } };
    expect(right("Tree", { branches: [inner] })).toEqual({
      branches: [{ open: true, branches: [{ open: false }] }],
    });
  });

  it("does not look at members in which nothing can differ", () => {
    expect(shapes.of("Leaf").members).toEqual([]);
    expect(shapes.of("Ring").members).toEqual([]);
    expect(shapes.of("Tree").members.map(({ name }) => name)).toEqual(["open", "branches"]);
    const paths = SHAPES.of("Transaction").kinds?.byValue.get("DEPOSIT_ACCOUNT")?.members;
    expect(paths?.map(({ name }) => name)).toEqual([
      ...["transactionPayee", "fiAttributes", "links", "imageIds", "lineItem"],
    ]);
  });

  it.each<[string, Fields, Fields]>([
    ["its own kind", { kind: "BOX", lid: "true", straps: 1 }, { kind: "BOX", lid: true, straps: 1 }],
    ["other names of its kind", { kind: "BOX", cover: "true" }, { kind: "BOX", cover: "true", lid: true }],
    ["rows of the base", { kind: "BAG", notes: "x", straps: 1 }, { kind: "BAG", notes: ["x"], straps: [1] }],
    [
      "a kind that nobody knows",
      { kind: "?", notes: "x", lid: "true" },
      { kind: "?", notes: ["x"], lid: "true" },
    ],
    [
      "no kind: any of them",
      { notes: "x", cover: "true", straps: 1 },
      { notes: ["x"], cover: "true", lid: true, straps: [1] },
    ],
  ])("of an interface puts right %s", (_what, sent, own) => {
    expect(right("Thing", sent)).toEqual(own);
  });

  it("is none for a name that no table has", () => {
    expect(() => shapes.of("Nothing")).toThrow("no FDX table is called Nothing");
  });
});

describe("what the tables do not say", () => {
  it("belongs to entities and members that they have", () => {
    const wrong = Object.entries(OTHER_WAYS).flatMap(([name, { names = [], alone }]) => {
      const table = FDX_ENTITIES.find((known) => known.name === name);
      const owns = [...names.map(([, own]) => own), ...(alone === undefined ? [] : [alone])];
      return table === undefined
        ? [name]
        : owns.filter((own) => !fieldsOf(table).has(own)).map((own) => `${name}.${own}`);
    });
    expect(wrong).toEqual([]);
  });
});

it("no name means two things in the kinds of one entity: a record that names none is read as all of them", () => {
  const clashes = FDX_ENTITIES.filter(({ tellBy }) => tellBy !== undefined).flatMap(({ name: base }) => {
    const types = new Map<string, Set<string>>();
    for (const kind of kindsOf(base)) {
      for (const [name, [type]] of fieldsOf(kind)) {
        types.set(name, (types.get(name) ?? new Set()).add(type));
      }
    }
    return [...types].filter(([, found]) => found.size > 1).map(([name]) => `${base}.${name}`);
  });
  expect(clashes).toEqual([]);
});
