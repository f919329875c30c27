import { describe, expect, it } from "@jest/globals";
import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from "graphql";
import { GatewayError } from "../../../src/core/gateway-error.js";
import { LIMITS, limitsRule } from "../../../src/graph/limits.js";

const schema = buildSchema("type Query { a: Query b(x: Int): Int } type Mutation { a: Query b: Int }");

/** What the rule says of a document; none of the other rules runs. */
function refusals(document: string): unknown[] {
  return validate(schema, parse(document), [limitsRule]).map(({ message, originalError }) => ({
    code: originalError instanceof GatewayError ? originalError.code : undefined,
    hasNumbers: /\d/.test(message),
  }));
}

const REFUSED = [{ code: "OPERATION_TOO_COMPLEX", hasNumbers: false }];

const nested = (depth: number): string => "{a".repeat(depth - 1) + "{b" + "}".repeat(depth);
const aliased = (count: number, field: string): string =>
  `{a{${Array.from({ length: count }, (_, index) => `x${index}:${field} `).join("")}}}`;

describe("the limits of a document", () => {
  it("let through what is within them", () => {
    expect(refusals("{a{a{b}} b}")).toEqual([]);
  });

  it("end at their depth", () => {
    expect(refusals(nested(LIMITS.depth))).toEqual([]);
    expect(refusals(nested(LIMITS.depth + 1))).toEqual(REFUSED);
  });

  it("count depth through fragments, named and inline", () => {
    const half = LIMITS.depth / 2;
    const inner = (depth: number): string => `fragment F on Query${nested(depth)}`;
    const outer = `${"{a".repeat(half)}{...F}${"}".repeat(half)}`;
    expect(refusals(outer + inner(half))).toEqual([]);
    expect(refusals(outer + inner(half + 1))).toEqual(REFUSED);
    const inline = (depth: number): string => `${"{...{a".repeat(depth - 1)}{b}${"}}".repeat(depth - 1)}`;
    expect(refusals(inline(LIMITS.depth))).toEqual([]);
    expect(refusals(inline(LIMITS.depth + 1))).toEqual(REFUSED);
  });

  it.each(["b", "__typename"])("end at their number of aliases, %s included", (field) => {
    expect(refusals(aliased(LIMITS.aliases, field))).toEqual([]);
    expect(refusals(aliased(LIMITS.aliases + 1, field))).toEqual(REFUSED);
  });

  it("count aliases as often as their fragment is spread", () => {
    const third = LIMITS.aliases / 3;
    const fragment = `fragment F on Query ${aliased(third, "b")}`;
    expect(refusals(`{a{...F} b a{...F ...F}}${fragment}`)).toEqual([]);
    expect(refusals(`{a{...F} b y:a{...F ...F}}${fragment}`)).toEqual(REFUSED);
  });

  it.each<[string, (fields: string) => string]>([
    ["of a query", (fields) => `{${fields}}`],
    ["of a mutation", (fields) => `mutation{${fields}}`],
    ["inside an inline fragment", (fields) => `{...{${fields}}}`],
    ["inside a named fragment", (fields) => `{...F} fragment F on Query{${fields}}`],
    ["partly inside a fragment", (fields) => `{b ...{${fields.slice(2)}}}`],
  ])("end at their number of root fields %s", (_where, operation) => {
    expect(refusals(operation("b ".repeat(LIMITS.rootFields)))).toEqual([]);
    expect(refusals(operation("b ".repeat(LIMITS.rootFields + 1)))).toEqual(REFUSED);
  });

  it("are those of every operation in the document, told once", () => {
    const wide = `query X${nested(LIMITS.depth + 1)} query Y${nested(LIMITS.depth + 1)}`;
    expect(refusals(`query Ok{b} ${wide}`)).toEqual(REFUSED);
  });

  it("end at their number of fields, spread fragments counted as often as they are spread", () => {
    const fragment = `fragment F on Query{${"b ".repeat(99)}}`;
    const spreads = (count: number): string => `{a{${"...F ".repeat(count)}}}${fragment}`;
    expect(refusals(spreads(10))).toEqual([]);
    expect(refusals(spreads(LIMITS.fields / 100 + 1))).toEqual(REFUSED);
  });

  it.each([
    ["doubles with every level", 100, "b"],
    ["doubles without a single field, round in a circle", 100, "...F0"],
    ["doubles without a single field, towards a fragment that is not there", 100, "...None"],
    ["doubles through inline fragments", 100, "...{...{b}}"],
  ])("stop soon at a small document that %s", (_what, levels, innermost) => {
    const fragments = Array.from(
      { length: levels },
      (_, index) => `fragment F${index} on Query{...F${index + 1} ...F${index + 1}}`,
    );
    const start = performance.now();
    expect(refusals(`{...F0}${fragments.join("")} fragment F${levels} on Query{${innermost}}`)).toEqual(
      REFUSED,
    );
    expect(performance.now() - start).toBeLessThan(500);
  });

  it.each([
    "{...F} fragment F on Query{a{...F}}",
    "{...F} fragment F on Query{...G} fragment G on Query{...F b}",
  ])("do not hang on the circle %s, which is another rule's error", (document) => {
    expect(refusals(document)).toEqual([]);
    expect(validate(schema, parse(document), [...specifiedRules, limitsRule]).map(String)[0]).toMatch(
      /itself/,
    );
  });

  it("let through the introspection that tools send", () => {
    expect(refusals(getIntrospectionQuery())).toEqual([]);
  });
});
