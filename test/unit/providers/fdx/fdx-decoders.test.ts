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
    expect(page).toEqual({ rows: accounts, next: "pageKey=next", totalElements: 7 });
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
      next: undefined,
      totalElements: undefined,
    });
  });

  it.each<[object, string | undefined]>([
    [{ page: { nextOffset: "20" } }, "offset=20"],
    [{ page: { nextOffset: 20 } }, "offset=20"],
    [{ page: { nextPageKey: 7 } }, "pageKey=7"],
    [{ page: { nextPageKey: "k", nextOffset: "20" } }, "pageKey=k"],
    [{ page: { nextPageKey: "", nextOffset: "20" } }, "offset=20"],
    [{ page: { nextPageKey: { a: 1 } } }, undefined],
    [{ page: [1] }, undefined],
    [{ page: "last" }, undefined],
    [{ links: { next: { href: "https://elsewhere.test/x?limit=9&pageKey=a%26b" } } }, "pageKey=a&b"],
    [{ page: {}, links: { next: { href: "/accounts?offset=20" } } }, "offset=20"],
    [{ page: { nextPageKey: "k" }, links: { next: { href: "/accounts?pageKey=other" } } }, "pageKey=k"],
    [{ links: { next: { href: "https://" } } }, undefined],
    [{ links: { next: { href: 5 } } }, undefined],
    [{ links: "none" }, undefined],
  ])("with %j goes on at %p", (envelope, cursor) => {
    expect(decodePaymentNetworks(json(envelope)).next).toBe(cursor);
  });

  it.each([
    [7, 7],
    ["7", 7],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, undefined],
    ["99999999999999999999", undefined],
    [-1, undefined],
    [1.5, undefined],
    ["many", undefined],
    [{}, undefined],
    [null, undefined],
  ])("that says it has %j rows has %p", (totalElements, count) => {
    const page = decodeAccounts(json({ page: { totalElements }, accounts: [{ accountId: "a" }] }));
    expect(page).toMatchObject({ rows: [{ accountId: "a" }], totalElements: count });
  });

  it("leaves out what is null, and keeps the rest", () => {
    expect(decodeAccounts(json({ accounts: [null, { accountId: "a" }, null] })).rows).toEqual([
      { accountId: "a" },
    ]);
    expect(decodeTransactions(json({ transactions: [null] })).rows).toEqual([]);
  });

  it("of transactions or statements keeps rows without an id", () => {
    const rows = [{ amount: 1 }, { transactionId: 5, statementId: 5 }, { transactionId: "" }];
    expect(decodeTransactions(json({ transactions: rows })).rows).toEqual(rows);
    expect(decodeStatements(json({ statements: rows })).rows).toEqual(rows);
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
