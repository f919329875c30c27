import { describe, expect, it } from "@jest/globals";
import { buildSchema, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from "graphql";
import { fieldsOn } from "../../../src/graph/fields-on.js";

const schema = buildSchema(`
  type Query { account: Account }
  interface Account { id: ID name: String }
  type Deposit implements Account { id: ID name: String balance: Int }
  type Loan implements Account { id: ID name: String rate: Int }
`);

interface Read {
  readonly set: SelectionSetNode;
  /** @returns the names of the fields, in their order. */
  readonly names: (typeName?: string, variableValues?: Record<string, unknown>) => readonly string[];
}

/** Reads what one document selects of its first root field, as often as it is asked. */
function read(text: string): Read {
  const document = parse(text);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  let set: SelectionSetNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const [root] = definition.selectionSet.selections;
    set = root?.kind === Kind.FIELD ? root.selectionSet : undefined;
  }
  if (set === undefined) throw new Error("nothing is selected");
  const ofRoot = set;
  return {
    set: ofRoot,
    names: (typeName, variableValues = {}) =>
      fieldsOn({ schema, fragments, variableValues }, ofRoot, typeName).map(({ name }) => name.value),
  };
}

describe("fieldsOn", () => {
  it("works out once what no variable decides, for each type of its own", () => {
    const { set, names } = read(
      "{account{id ...on Account{name} ...D ...on Loan{rate}}} fragment D on Deposit{balance}",
    );
    for (let time = 1; time <= 2; time += 1) {
      expect(names("Deposit")).toEqual(["id", "name", "balance"]);
      expect(names("Loan")).toEqual(["id", "name", "rate"]);
      expect(names()).toEqual(["id", "name", "balance", "rate"]);
    }
    const scope = { schema, fragments: {}, variableValues: {} };
    expect(fieldsOn(scope, set, "Loan")).toBe(fieldsOn(scope, set, "Loan"));
  });

  it.each([
    ["a field", "{account{id name @include(if:$yes)}}"],
    ["an inline fragment", "{account{id ...@include(if:$yes){name}}}"],
    ["a spread", "{account{id ...N @include(if:$yes)}} fragment N on Account{name}"],
    ["a field of a fragment", "{account{id ...N}} fragment N on Account{name @include(if:$yes)}"],
    [
      "a field of a fragment's fragment",
      "{account{id ...M}} fragment M on Account{...N} fragment N on Account{name @skip(if:$no)}",
    ],
  ])("decides anew in each run of a document what a variable decides: %s", (_what, document) => {
    const { names } = read(`query Q($yes:Boolean!, $no:Boolean!) ${document}`);
    for (const yes of [true, false, true]) {
      const variables = { yes, no: !yes };
      expect(names("Loan", variables)).toEqual(yes ? ["id", "name"] : ["id"]);
    }
  });

  it("selects nothing where nothing is selected, and of a fragment that is not there", () => {
    expect(fieldsOn({ schema, fragments: {}, variableValues: {} }, undefined)).toEqual([]);
    expect(read("{account{...Gone}}").names()).toEqual([]);
  });
});
