import { describe, expect, it } from "@jest/globals";
import {
  decodeAccount,
  decodeAccounts,
  decodeCustomer,
  decodePaymentNetworks,
  decodeStatements,
  decodeTransactions,
} from "../../../../src/providers/fdx/fdx-decoders.js";

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe("a list", () => {
  it("keeps every field of its rows, known to us or not", () => {
    const accounts = [{ accountId: "a-1", accountType: "CHECKING", futureField: { deep: [1] } }];
    const page = decodeAccounts(
      json({ page: { nextPageKey: "next", totalElements: 7 }, links: {}, accounts }),
    );
    expect(page).toEqual({ rows: accounts, nextPageKey: "next", totalElements: 7 });
  });

  it.each([
    ["nothing of pages", {}],
    ["null for the page", { page: null }],
    ["an empty cursor", { page: { nextPageKey: "" } }],
    ["null for the cursor", { page: { nextPageKey: null, nextOffset: null } }],
  ])("that says %s is the last page", (_what, envelope) => {
    const page = decodeTransactions(json({ ...envelope, transactions: [{ transactionId: "t" }] }));
    expect(page).toEqual({
      rows: [{ transactionId: "t" }],
      nextPageKey: undefined,
      totalElements: undefined,
    });
  });

  it.each([
    [{ nextOffset: "20" }, "20"],
    [{ nextOffset: 20 }, "20"],
    [{ nextPageKey: "k", nextOffset: "20" }, "k"],
  ])("with the cursor %p goes on at %p", (page, cursor) => {
    expect(decodePaymentNetworks(json({ page })).nextPageKey).toBe(cursor);
  });

  it.each([{}, { statements: null }, { statements: [] }])("is empty for %p", (body) => {
    expect(decodeStatements(json(body)).rows).toEqual([]);
  });

  it.each([
    ["a row without its id", { accounts: [{ accountId: "a" }, { accountType: "CHECKING" }] }],
    ["an empty id", { accounts: [{ accountId: "" }] }],
    ["an id longer than FDX's 256 characters", { accounts: [{ accountId: "x".repeat(257) }] }],
    ["an id of another type", { accounts: [{ accountId: true }] }],
    ["a row that is no object", { accounts: ["a-1"] }],
    ["no list", { accounts: { accountId: "a-1" } }],
    ["another envelope", [{ accountId: "a-1" }]],
    ["a cursor that is no text", { page: { nextPageKey: { a: 1 } } }],
    ["a count that is no whole number", { page: { totalElements: "many" } }],
  ])("with %s is an invalid answer", (_what, body) => {
    expect(() => decodeAccounts(json(body))).toThrow(
      expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }),
    );
  });

  it("names in its failure where the answer is wrong, never what stood there", () => {
    const body = json({ accounts: [{ accountId: "a" }, { accountId: ["Alex Tremblay 12.50"] }] });
    const decode = (): unknown => decodeAccounts(body);
    expect(decode).toThrow("the id of accounts.1");
    expect(decode).not.toThrow("Alex");
  });
});

describe("an id", () => {
  it("that some providers write as a number becomes its text, with every digit", () => {
    expect(decodeAccount(Buffer.from('{"accountId":10023}')).accountId).toBe("10023");
    expect(decodeAccount(Buffer.from('{"accountId":12345678901234567890}')).accountId).toBe(
      "12345678901234567890",
    );
  });
});

describe("a record", () => {
  it("without an id of its own may hold anything", () => {
    expect(decodeCustomer(json({ name: { first: "Alex" } }))).toEqual({ name: { first: "Alex" } });
  });

  it.each(["null", "[]", '"text"', "7", "not JSON"])("is not %s", (text) => {
    expect(() => decodeCustomer(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }),
    );
  });
});
