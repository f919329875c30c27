import { describe, expect, it } from "@jest/globals";
import { buildSchema, execute, type GraphQLResolveInfo, parse } from "graphql";
import { selectedFields } from "../../../src/graph/selected-fields.js";

const schema = buildSchema(`
  type Query { accounts: Connection }
  type Connection { nodes: [Account] edges: [Edge] total: Int }
  type Edge { node: Account cursor: String }
  interface Account { id: ID name: String }
  type Deposit implements Account { id: ID name: String balance: Int }
`);

/** The selection that `accounts` sees when the document is executed. */
async function seen(
  document: string,
  options: { variables?: Record<string, unknown>; paths?: string[][] } = {},
): Promise<string[]> {
  let fields: ReadonlySet<string> | undefined;
  const accounts = (_args: unknown, _context: unknown, info: GraphQLResolveInfo): null => {
    fields = selectedFields(info, ...(options.paths ?? [["nodes"], ["edges", "node"]]));
    return null;
  };
  await execute({
    schema,
    document: parse(document),
    rootValue: { accounts },
    variableValues: options.variables,
  });
  if (fields === undefined) throw new Error("accounts was not resolved");
  return [...fields].sort();
}

describe("selectedFields", () => {
  it("gives the fields at the end of every path, and only those", async () => {
    expect(await seen("{accounts{total nodes{id} edges{cursor node{name}}}}")).toEqual(["id", "name"]);
    expect(await seen("{accounts{total nodes{id}}}", { paths: [[]] })).toEqual(["nodes", "total"]);
  });

  it("gives nothing where nothing is selected there", async () => {
    expect(await seen("{accounts{total}}")).toEqual([]);
  });

  it("goes through named and inline fragments, whatever their type, also nested", async () => {
    const document = `
      {accounts{...C}}
      fragment C on Connection{nodes{...A ...on Deposit{balance}}}
      fragment A on Account{id ...on Deposit{...B}}
      fragment B on Deposit{name}`;
    expect(await seen(document)).toEqual(["balance", "id", "name"]);
  });

  it("gives fields by their own names, not by their aliases", async () => {
    expect(await seen("{accounts{total:nodes{name:id}}}")).toEqual(["id"]);
  });

  it("joins a field that is selected several times", async () => {
    expect(await seen("{accounts{nodes{id}} accounts{nodes{name}}}")).toEqual(["id", "name"]);
  });

  it.each([
    [{ no: false, yes: true }, ["id", "name"]],
    [{ no: true, yes: true }, ["name"]],
    [{ no: false, yes: false }, ["id"]],
    [{ no: true, yes: false }, []],
  ])("leaves out what @skip and @include leave out with %p", async (variables, fields) => {
    const header = "query Q($no:Boolean! $yes:Boolean!)";
    const direct = `${header}{accounts{nodes{id @skip(if:$no) name @include(if:$yes)}}}`;
    const spread = `${header}{accounts{nodes{...A @skip(if:$no) ...@include(if:$yes){name}}}} fragment A on Account{id}`;
    expect(await seen(direct, { variables })).toEqual(fields);
    expect(await seen(spread, { variables })).toEqual(fields);
  });

  it("leaves out a whole path that is skipped", async () => {
    expect(await seen("{accounts{nodes @skip(if:true){id} edges{node{name}}}}")).toEqual(["name"]);
  });

  it("counts __typename, which tools add everywhere", async () => {
    expect(await seen("{accounts{nodes{__typename}}}")).toEqual(["__typename"]);
  });
});
