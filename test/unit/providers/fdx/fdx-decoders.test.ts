import { describe, expect, it } from "@jest/globals";
import * as decoders from "../../../../src/providers/fdx/fdx-decoders.js";
import { unmarked } from "../../../support/unmarked.js";
const decodeAccount = unmarked(decoders.decodeAccount);
const decodeAccounts = unmarked(decoders.decodeAccounts);
const decodeCustomer = unmarked(decoders.decodeCustomer);
const decodePaymentNetworks = unmarked(decoders.decodePaymentNetworks);
const decodeStatements = unmarked(decoders.decodeStatements);
const decodeTransactions = unmarked(decoders.decodeTransactions);

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const LIST = (): URL => new URL("https://bank.test/fdx/v6/accounts");

describe("a list", () => {
  it("keeps every field of its rows, known to us or not", () => {
    const accounts = [{ accountId: "a-1", accountType: "CHECKING", futureField: { deep: [1] } }];
    const page = decodeAccounts(
      json({ page: { nextPageKey: "next", totalElements: 7 }, links: {}, accounts }),
      LIST,
    );
    expect(page).toEqual({ rows: accounts, next: "pageKey=next", totalElements: 7 });
  });

  it.each([
    ["nothing of pages", {}],
    ["null for the page", { page: null }],
    ["an empty cursor", { page: { nextPageKey: "" } }],
    ["null for the cursor", { page: { nextPageKey: null, nextOffset: null } }],
  ])("that says %s is the last page", (_what, envelope) => {
    const page = decodeTransactions(json({ ...envelope, transactions: [{ transactionId: "t" }] }), LIST);
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
    [{ page: { nextPageKey: "k" }, links: { next: { href: "/accounts?pageKey=other" } } }, "pageKey=k"],
    [{ links: { next: { href: "https://" } } }, undefined],
    [{ links: { next: { href: 5 } } }, undefined],
    [{ links: "none" }, undefined],
    [{ page: { nextPageKey: "null", nextOffset: "undefined" } }, undefined],
    [{ page: { nextPageKey: " NULL " }, links: { next: { href: "null" } } }, undefined],
    [{ page: { nextPageKey: "nullable" } }, "pageKey=nullable"],
    [{ links: { next: { href: "?pageKey=null" } } }, undefined],
    [{ links: { next: { href: "?offset=" } } }, undefined],
    [{ links: { next: null } }, undefined],
  ])("with %j goes on at %p", (envelope, cursor) => {
    const page = decodePaymentNetworks(json({ ...envelope, paymentNetworks: [] }), LIST);
    expect([page.next, page.cutOff]).toEqual([cursor, undefined]);
  });

  it.each([
    ["https://bank.test/fdx/v6/accounts?limit=9&pageKey=a%26b", "pageKey=a&b"],
    ["https://bank.test/fdx/v6/accounts/?offset=20", "offset=20"],
    ["https://bank.test/fdx/v6/%61ccounts?offset=20", "offset=20"],
    ["/fdx/v6/accounts?offset=20", "offset=20"],
    ["/accounts?offset=20", "offset=20"],
    ["accounts?offset=20", "offset=20"],
    ["?offset=20", "offset=20"],
  ])("is followed by the cursor of the link %s", (href, cursor) => {
    expect(decodeAccounts(json({ accounts: [], links: { next: { href } } }), LIST).next).toBe(cursor);
    expect(decodeAccounts(json({ accounts: [], links: { next: href } }), LIST).next).toBe(cursor);
    expect(decodeAccounts(json({ accounts: [], links: [{ rel: "next", href }] }), LIST).next).toBe(cursor);
  });

  it.each([
    ["another host", "https://evil.test/fdx/v6/accounts?pageKey=k"],
    ["another host without a scheme", "//evil.test/fdx/v6/accounts?pageKey=k"],
    ["another host with a backslash", "\\\\evil.test/fdx/v6/accounts?pageKey=k"],
    ["another port", "https://bank.test:8443/fdx/v6/accounts?pageKey=k"],
    ["another scheme", "http://bank.test/fdx/v6/accounts?pageKey=k"],
    ["no host at all", "javascript:pageKey=k"],
    ["another path", "https://bank.test/fdx/v6/accounts/b/transactions?pageKey=k"],
    ["another relative path", "/admin?pageKey=k"],
    ["a part of the name", "counts?pageKey=k"],
    ["a path behind a null", "null/accounts?pageKey=k"],
    ["a parameter that is not FDX's", "https://bank.test/fdx/v6/accounts?page=2"],
  ])("is not followed to %s, and says that it was cut off", (_where, href) => {
    const { next, cutOff } = decodeAccounts(json({ accounts: [], links: { next: { href } } }), LIST);
    expect([next, cutOff]).toEqual([undefined, true]);
  });

  it("is not held up by a link that consists of slashes", () => {
    const to = (href: string): readonly unknown[] => {
      const { next, cutOff } = decodeAccounts(json({ accounts: [], links: { next: { href } } }), LIST);
      return [next, cutOff];
    };
    expect(to(`accounts${"/".repeat(300_000)}x?pageKey=k`)).toEqual([undefined, true]);
    expect(to("/accounts//?pageKey=k")).toEqual(["pageKey=k", undefined]);
  });

  it("does not go on at a cursor that ours cannot hold", () => {
    const { next, cutOff } = decodeAccounts(
      json({ accounts: [], page: { nextPageKey: "x".repeat(2100) } }),
      LIST,
    );
    expect([next, cutOff]).toEqual([undefined, true]);
    expect(
      decodeAccounts(json({ accounts: [], page: { nextPageKey: "x".repeat(2000) } }), LIST).next,
    ).toHaveLength(2008);
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
    const page = decodeAccounts(json({ page: { totalElements }, accounts: [{ accountId: "a" }] }), LIST);
    expect(page).toMatchObject({ rows: [{ accountId: "a" }], totalElements: count });
  });

  it("takes `total` for its length where a provider copied that slip", () => {
    expect(decodeAccounts(json({ accounts: [], page: { total: 7 } }), LIST).totalElements).toBe(7);
    expect(
      decodeAccounts(json({ accounts: [], page: { total: 7, totalElements: 8 } }), LIST).totalElements,
    ).toBe(8);
  });

  it("leaves out what is null, and keeps the rest", () => {
    expect(decodeAccounts(json({ accounts: [null, { accountId: "a" }, null] }), LIST).rows).toEqual([
      { accountId: "a" },
    ]);
  });

  it("of transactions or statements keeps rows without an id", () => {
    const rows = [{ amount: 1 }, { transactionId: 5, statementId: 5 }, { transactionId: "" }];
    expect(decodeTransactions(json({ transactions: rows }), LIST).rows).toEqual(rows);
    expect(decodeStatements(json({ statements: rows }), LIST).rows).toEqual(rows);
  });

  it.each([
    { statements: [] },
    { statements: null },
    { page: { totalElements: 0 } },
    { page: { total: "0" }, links: {} },
    { code: "1108", message: "No statements" },
    { code: 1107 },
    { statements: null, code: "1108" },
    { statements: [], page: { totalElements: 7 } },
    { statements: null, page: { totalElements: 0 } },
    { statements: [null], page: { totalElements: 0 } },
  ])("is empty for %j, which says so", (body) => {
    expect(decodeStatements(json(body), LIST).rows).toEqual([]);
  });

  it.each([
    ["nothing", {}],
    ["nothing but pages", { page: { nextPageKey: null }, links: {} }],
    ["a length, and not the rows", { page: { totalElements: 7 } }],
    ["another list", { accounts: [] }],
    ["a message without a code", { message: "Please log in" }],
    ["a code that is not FDX's", { code: "AUTH_EXPIRED", message: "Please log in" }],
    ["a bare list", []],
    ["null for the rows, and a length", { statements: null, page: { totalElements: 5 } }],
    ["null for the only row", { statements: [null] }],
    ["null for every row, and a length", { statements: [null, null], page: { totalElements: 2 } }],
  ])("is not made of a body with %s", (_what, body) => {
    expect(() => decodeStatements(json(body), LIST)).toThrow(
      expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }),
    );
  });

  it.each([
    [{ statements: null, code: "500", message: "x" }, "PROVIDER_UNAVAILABLE"],
    [{ statements: [], code: "501" }, "PROVIDER_UNAVAILABLE"],
    [{ statements: [null], code: 1106 }, "PROVIDER_UNSUPPORTED"],
    [{ code: "500" }, "PROVIDER_UNAVAILABLE"],
  ])("is not made of the fault %j", (body, code) => {
    expect(() => decodeStatements(json(body), LIST)).toThrow(expect.objectContaining({ code }));
  });

  it("with rows is not refused for a code beside them", () => {
    expect(decodeStatements(json({ statements: [{}], code: "500" }), LIST).rows).toHaveLength(1);
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
    expect(() => decodeAccounts(json(body), LIST)).toThrow(
      expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }),
    );
  });

  it("names in its failure where the answer is wrong, never what stood there", () => {
    const body = json({ accounts: [{ accountId: "a" }, { accountId: ["Alex Tremblay 12.50"] }] });
    const decode = (): unknown => decodeAccounts(body, LIST);
    expect(decode).toThrow("the id of accounts.1");
    expect(decode).not.toThrow("Alex");
  });
});

describe("an FDX error that came as a success", () => {
  it.each([
    [{ code: "701", message: "Alex" }, "NOT_FOUND"],
    [{ code: 503, message: "Alex", debugMessage: "Alex" }, "PROVIDER_UNAVAILABLE"],
    [{ code: "1207" }, "PROVIDER_RATE_LIMITED"],
    [{ code: "602" }, "DATA_CLUSTER_NOT_GRANTED"],
    [{ code: "603" }, "PROVIDER_REFUSED"],
    [{ code: "9999" }, "PROVIDER_UNAVAILABLE"],
  ])("%j in place of a list or a record is %s", (body, code) => {
    for (const decode of [
      () => decodeAccounts(json(body), LIST),
      () => decodeTransactions(json(body), LIST),
      () => decodeAccount(json(body)),
      () => decodeCustomer(json(body)),
    ]) {
      expect(decode).toThrow(expect.objectContaining({ code }));
      expect(decode).not.toThrow("Alex");
    }
  });

  it("is none beside what was asked for", () => {
    const code = "500";
    expect(decodeAccounts(json({ code, accounts: [{ accountId: "a" }] }), LIST).rows).toHaveLength(1);
    expect(decodeCustomer(json({ code, customerId: "c" }))).toMatchObject({ customerId: "c" });
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

  it("of which FDX requires nothing may say nothing", () => {
    expect(decodeCustomer(json({}))).toEqual({});
  });

  it.each(["null", "[]", '"text"', "7", "not JSON"])("is not %s", (text) => {
    expect(() => decodeCustomer(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: "PROVIDER_ANSWER_INVALID" }),
    );
  });
});
