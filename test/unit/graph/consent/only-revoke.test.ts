import { describe, expect, it } from "@jest/globals";
import { isOnlyRevoke } from "../../../../src/graph/consent/only-revoke.js";

const isOnly = (body: unknown): boolean => isOnlyRevoke(Buffer.from(JSON.stringify(body)));

describe("a body that asks for one revocation and nothing besides", () => {
  it.each([
    'mutation { revokeConsent(id: "c") { phase } }',
    "mutation ($id: ID!) { revokeConsent(id: $id) { id phase revokedAt } }",
    "mutation Revoke($id: ID!) { __typename revokeConsent(id: $id) { __typename phase } }",
  ])("is one: %s", (query) => {
    expect(isOnly({ query, variables: { id: "c" } })).toBe(true);
  });

  it.each([
    ["a query", "{ accounts { nodes { id } } } # revokeConsent"],
    ["a query of that name", "query revokeConsent { accounts { nodes { id } } }"],
    ["a query with that field", '{ revokeConsent(id: "c") { phase } }'],
    ["another mutation", 'mutation { startConsent(note: "revokeConsent") { authorizationUrl } }'],
    ["something besides", 'mutation { revokeConsent(id: "c") { phase } startConsent { authorizationUrl } }'],
    ["two of them", 'mutation { revokeConsent(id: "c") { phase } revokeConsent(id: "d") { phase } }'],
    ["an alias", 'mutation { a: revokeConsent(id: "c") { phase } }'],
    ["a fragment", 'mutation { ...F } fragment F on Mutation { revokeConsent(id: "c") { phase } }'],
    ["an inline fragment", 'mutation { ... { revokeConsent(id: "c") { phase } } }'],
    ["a fragment below", 'mutation { revokeConsent(id: "c") { ... on Consent { phase } } }'],
    ["an alias below", 'mutation { revokeConsent(id: "c") { a: phase } }'],
    ["a directive", 'mutation { revokeConsent(id: "c") @include(if: true) { phase } }'],
    ["what stands behind the consent", 'mutation { revokeConsent(id: "c") { accounts { totalCount } } }'],
    ["two operations", 'mutation A { revokeConsent(id: "c") { phase } } query B { consents { id } }'],
    ["only __typename", "mutation revokeConsent { __typename }"],
    ["no GraphQL", "mutation { revokeConsent("],
    ["a long one", `mutation { revokeConsent(id: "c") { ${"phase ".repeat(200)} } }`],
  ])("is not one: %s", (_name, query) => {
    expect(isOnly({ query })).toBe(false);
  });

  it("is not one: a batch, a body that is no request, a body that is no JSON", () => {
    const query = 'mutation { revokeConsent(id: "c") { phase } }';
    expect(isOnly([{ query }])).toBe(false);
    expect(isOnly({ query: [query] })).toBe(false);
    expect(isOnly({ other: query })).toBe(false);
    expect(isOnly(null)).toBe(false);
    expect(isOnlyRevoke(Buffer.from(query))).toBe(false);
    expect(isOnlyRevoke(Buffer.alloc(0))).toBe(false);
  });
});
