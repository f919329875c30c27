import { describe, expect, it } from "@jest/globals";
import { compileProjection } from "../../../src/projection/compile-projection.js";
import type { ProjectedField, RowProjection } from "../../../src/projection/projection.js";
import { compiled } from "../../support/projection/compiled.js";

const of = (fields: readonly ProjectedField[], more: Partial<RowProjection> = {}): RowProjection => ({
  ...{ list: "rows", idKey: "id", suspects: [], fields },
  ...more,
});
const text = (from: string): ProjectedField => ({ as: from, kind: "text", from });
const nest = (levels: number, inner: ProjectedField): ProjectedField =>
  levels === 0
    ? inner
    : { as: "o", kind: "object", from: "o", suspects: [], fields: [nest(levels - 1, inner)] };

describe("compileProjection", () => {
  it("names each member once and counts fields depth first", () => {
    const { row } = compiled(
      of([text("b"), nest(1, text("b")), { as: "b2", kind: "text", from: "b" }], { suspects: ["c", "b"] }),
    );
    expect(row.members.map(({ name, isSuspect }) => [name, isSuspect])).toEqual([
      ["id", false],
      ["b", true],
      ["o", false],
      ["c", true],
    ]);
    const positions = row.fields.flatMap(({ position, object }) => [
      position,
      ...(object?.fields.map((inner) => inner.position) ?? []),
    ]);
    expect(positions).toEqual([0, 1, 2, 3]);
  });

  it("takes no projection that the kernel has no room for", () => {
    const many = (count: number): ProjectedField[] =>
      Array.from({ length: count }, (_, index) => text(`m${index}`));
    expect(compileProjection(of(many(511)))).toBeDefined();
    expect(compileProjection(of(many(512)))).toBeUndefined();
    expect(compileProjection(of([nest(15, text("a"))]))).toBeDefined();
    expect(compileProjection(of([nest(16, text("a"))]))).toBeUndefined();
    const wide = Array.from({ length: 256 }, (_, index) => ({ ...nest(1, text("a")), as: `o${index}` }));
    expect(compileProjection(of(wide.slice(1)))).toBeDefined();
    expect(compileProjection(of(wide))).toBeUndefined();
    expect(compileProjection(of([text("x".repeat(300_000))]))).toBeUndefined();
    expect(compileProjection(of([{ as: "c", kind: "constant", slot: 63 }]))).toBeDefined();
    expect(compileProjection(of([{ as: "c", kind: "constant", slot: 64 }]))).toBeUndefined();
  });

  it("refuses a slot that stands for two things, and two texts required of one member", () => {
    const both: ProjectedField[] = [
      { as: "a", kind: "constant", slot: 0 },
      { as: "b", kind: "rowId", slot: 0 },
    ];
    expect(() => compileProjection(of(both))).toThrow(RangeError);
    expect(() => compileProjection(of([], { required: [{ from: "a", slot: -1 }] }))).toThrow(RangeError);
    const required = [
      { from: "a", slot: 0 },
      { from: "a", slot: 1 },
    ];
    expect(() => compileProjection(of([], { required }))).toThrow(RangeError);
  });
});
