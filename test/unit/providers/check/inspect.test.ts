import { beforeEach, describe, expect, it } from "@jest/globals";
import { entityNamed } from "../../../../src/fdx/model.js";
import { Findings } from "../../../../src/providers/check/findings.js";
import { inspectBody } from "../../../../src/providers/check/inspect-body.js";
import { inspectRecord } from "../../../../src/providers/check/inspect-record.js";
import { valueFault } from "../../../../src/providers/check/inspect-value.js";

const HOME = new URL("https://bank.test/fdx/v6/");
const ACCOUNTS = { entity: "Account", list: "accounts", idKey: "accountId" };

let findings: Findings;

beforeEach(() => {
  findings = new Findings();
});

const texts = (): string[] => findings.list.map(({ what, count }) => `${what} (${count})`);

describe("valueFault", () => {
  it.each([
    ["Decimal", 12.5, undefined],
    ["Decimal", "12.5", "number as text"],
    ["Decimal", { value: 1 }, "no number"],
    ["Int", 3, undefined],
    ["Int", "3", "number as text"],
    ["String", "text", undefined],
    ["String", 12, "text as number"],
    ["String", true, "no text"],
    ["Boolean", false, undefined],
    ["Boolean", "false", "no truth value"],
    ["Date", "2026-01-31", undefined],
    ["Date", "2026-01-31T00:00:00Z", "date with a time"],
    ["Date", "31.1.2026", "no date"],
    ["Date", 20260131, "no date"],
    ["DateTime", "2026-01-31T10:00:00.1234567Z", undefined],
    ["DateTime", "2026-01-31T10:00:00+0200", undefined],
    ["DateTime", "2026-01-31", "timestamp without a time"],
    ["DateTime", "2026-01-31T10:00:00", "timestamp without a zone"],
    ["DateTime", "yesterday", "no timestamp"],
    ["CurrencyCode", "CAD", undefined],
    ["CurrencyCode", 124, "no text"],
    ["AccountType", "CHECKING", undefined],
    ["AccountType", "529", undefined],
    ["AccountType", 529, undefined],
    ["AccountType", "0", "unknown value"],
    ["AccountType", "CURRENT ACCOUNT OF ALEX", "unknown value"],
    ["AccountType", { toString: 1 }, "unknown value"],
    ["BalanceType", "ASSET", undefined],
  ])("%s %j: %s", (type, value, fault) => {
    expect(valueFault(type, value)).toBe(fault);
  });
});

describe("inspectRecord", () => {
  const inspect = (record: Record<string, unknown>): void => {
    inspectRecord(entityNamed("Account"), record, findings);
  };

  it("finds nothing wrong with a right record, or with what is missing", () => {
    inspect({
      ...{ accountCategory: "DEPOSIT_ACCOUNT", accountId: "1", currentBalance: 2, nickname: null },
      ...{ currency: { currencyCode: "CAD" }, fiAttributes: [{ name: "a", value: "b" }] },
    });
    expect([texts(), findings.unknownFields]).toEqual([[], []]);
  });

  it("looks inside, and says where", () => {
    inspect({
      accountCategory: "INVESTMENT_ACCOUNT",
      ...{ currency: "CAD", fiAttributes: { name: "a" }, nickname: ["a"] },
      holdings: [null, { marketValue: "1", colour: "teal" }, { marketValue: "3" }],
    });
    expect(texts()).toEqual([
      "Holding.marketValue: number as text (2)",
      "InvestmentAccount.currency: no object (1)",
      "InvestmentAccount.fiAttributes: one value in place of a list (1)",
      "InvestmentAccount.holdings: null in a list (1)",
      "InvestmentAccount.nickname: a list (1)",
    ]);
    expect(findings.unknownFields).toEqual(["Holding.colour"]);
  });

  it.each([
    [{ accountCategory: "SPACE_ACCOUNT", thrust: 1 }, "Account.accountCategory: unknown value (1)"],
    [{ thrust: 1 }, "Account.accountCategory: missing (1)"],
    [
      { accountCategory: "LOAN_ACCOUNT", error: { code: "500" } },
      "Account.error: a record with an error in its place (1)",
    ],
  ])("of %j tells the kind alone", (record, text) => {
    inspect(record);
    expect([texts(), findings.unknownFields]).toEqual([[text], []]);
  });

  it("prints no name that may be somebody's, and not too many", () => {
    inspect({
      accountCategory: "LOAN_ACCOUNT",
      "Alex Martin": 1,
      "4029113": 1,
      acc_4029113: 1,
      "jane.doe": 1,
      "x-colour": 1,
      a1b2c3d4e5f6: 1,
      "DE12-34": 1,
      de1_2_3: 1,
      line22: 1,
    });
    expect(findings.unknownFields).toEqual(["LoanAccount.line22"]);
    expect(texts()).toEqual(["a field of LoanAccount whose name is not printed (8)"]);
    const letters = "abcdefghijklmnopqrstuvwxyz".split("");
    inspect({
      accountCategory: "LOAN_ACCOUNT",
      ...Object.fromEntries(letters.flatMap((a) => [[`${a}a`, 1] as const, [`${a}b`, 1] as const])),
    });
    expect(findings.unknownFields).toHaveLength(40);
    expect(texts()).toContain("more unknown fields than 40 (13)");
  });
});

describe("inspectBody", () => {
  const inspect = (body: unknown): unknown =>
    inspectBody(Buffer.from(JSON.stringify(body)), ACCOUNTS, HOME, findings);
  const flat = { accountCategory: "LOAN_ACCOUNT", accountId: "1" };
  const wrapped = { loanAccount: { accountId: "2" } };

  it.each([
    [[flat, flat], "flat"],
    [[wrapped], "wrapped"],
    [[flat, wrapped], "mixed"],
    [[], undefined],
  ])("%j is %s", (accounts, shape) => {
    expect(inspect({ accounts })).toEqual({ shape, paging: "none" });
    expect(texts()).toEqual([]);
  });

  it.each([
    [{ page: { nextPageKey: "k" }, links: { next: { href: `${HOME.href}accounts?pageKey=k` } } }, "pageKey"],
    [{ page: { nextOffset: 25 } }, "offset"],
    [{ links: { next: { href: "/accounts?pageKey=k" } } }, "link"],
    [{ links: { next: `${HOME.href}accounts?pageKey=k` } }, "link"],
    [{ page: { totalElements: 1 }, links: { next: { href: "" } } }, "none"],
  ])("%j pages by %s", (parts, paging) => {
    expect(inspect({ accounts: [flat], ...parts })).toEqual({ shape: "flat", paging });
    expect(texts()).toEqual([]);
  });

  it.each([
    "https://elsewhere.test/fdx/v6/accounts",
    "https://bank.test/other/accounts",
    "http://bank.test/fdx/v6/accounts",
    "//elsewhere.test/fdx/v6/accounts",
    "null/fdx/v6/accounts",
    "javascript:alert(1)",
  ])("a next page at %s leads elsewhere", (href) => {
    inspect({ accounts: [flat], links: { next: { href } } });
    expect(texts()).toEqual(["the link to the next page leads elsewhere (1)"]);
  });

  it("tells of rows that are none, lack their id, and of keys that are none", () => {
    inspect({ accounts: [null, "row", { ...flat, accountId: null }], page: { nextPageKey: "null" } });
    expect(texts()).toEqual([
      "Account.accountId: missing (1)",
      "Account: no object (1)",
      "Account: null in the list (1)",
      "page.nextPageKey: a text that stands for none (1)",
    ]);
  });
});
