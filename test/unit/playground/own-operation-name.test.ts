import { describe, expect, it } from "@jest/globals";
import { inItsOwnName } from "../../../src/playground/own-operation-name.js";

const TWO = "query Accounts { accounts { totalCount } } query Customer { customer { id } }";

describe("the operation that the playground runs", () => {
  it.each([
    ["one of the document's", TWO, "Customer", "Customer"],
    ["the one of the tab before", "query Customer { customer { id } }", "Accounts", null],
    ["one that only begins like it", "query AccountsOfAll { accounts { totalCount } }", "Accounts", null],
    ["none", TWO, undefined, undefined],
    ["none, and said so", TWO, null, null],
  ])("is named only as its document names it: %s", (_, query, operationName, named) => {
    const request = { query, variables: { first: 1 }, operationName };
    expect(inItsOwnName(request)).toEqual({ ...request, operationName: named });
  });
});
