import { beforeEach, describe, expect, it } from "@jest/globals";
import { referenceOf } from "../../../../src/consents/consent.js";
import type { DataCluster } from "../../../../src/core/data-cluster.js";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import { AccountId } from "../../../../src/core/ids.js";
import { Answer } from "../../../../src/providers/answer.js";
import { checkProvider } from "../../../../src/providers/check/check-provider.js";
import type { CheckReport } from "../../../../src/providers/check/check-report.js";
import type {
  AccountRecord,
  FdxRecord,
  Page,
  ProviderCall,
} from "../../../../src/providers/data-provider.js";
import { activeConsent, MAPLE, providerProfile, upstreamRequest } from "../../../support/builders.js";
import { FakeAuthorizationServer } from "../../../support/fake-authorization-server.js";
import { FakeClock } from "../../../support/fake-clock.js";
import { FakeDataProvider } from "../../../support/fake-data-provider.js";
import { unknownCapability } from "../../../support/loader-world.js";

type Report = Omit<CheckReport, "calls">;

/** A bank that answers with bytes. */
class ByteBank extends FakeDataProvider {
  accountRows: readonly FdxRecord[] = [{ accountCategory: "LOAN_ACCOUNT", accountId: "a" }];
  transactionPage: Partial<Page<FdxRecord>> = {};
  /** What `/accounts/{id}` answers with, whatever is asked for. */
  single: AccountRecord | undefined;
  failAccounts: Error | undefined;

  override async accounts(): Promise<Answer<Page<AccountRecord>>> {
    if (this.failAccounts !== undefined) throw this.failAccounts;
    return pageAnswer("accounts", { rows: this.accountRows }) as Answer<Page<AccountRecord>>;
  }

  override async account(call: ProviderCall, accountId: AccountId): Promise<Answer<AccountRecord>> {
    const record = this.single;
    if (record === undefined) return super.account(call, accountId);
    return new Answer(Buffer.from(JSON.stringify(record)), () => record);
  }

  override async transactions(): Promise<Answer<Page<FdxRecord>>> {
    return pageAnswer("transactions", this.transactionPage);
  }
}

function pageAnswer(list: string, parts: Partial<Page<FdxRecord>>): Answer<Page<FdxRecord>> {
  const page = { rows: [], next: undefined, totalElements: undefined, ...parts };
  return new Answer(Buffer.from(JSON.stringify({ [list]: page.rows })), () => page);
}

let signal: AbortSignal;

beforeEach(() => {
  ({ signal } = new AbortController());
});

async function check(
  bank: FakeDataProvider,
  ...grantedClusters: ("ACCOUNT_BASIC" | "ACCOUNT_DETAILED" | "TRANSACTIONS" | "STATEMENTS")[]
): Promise<Report> {
  const clock = new FakeClock();
  const request = upstreamRequest({ signal });
  const clusters: readonly DataCluster[] = grantedClusters;
  return checkProvider({
    entry: {
      ...{ profile: providerProfile(MAPLE), dataProvider: bank, capability: unknownCapability(clock) },
      ...{ callbackId: MAPLE, authorizationServer: new FakeAuthorizationServer() },
    },
    call: { reference: referenceOf(activeConsent("c-1")), grantedClusters: clusters, request },
    now: clock.now(),
  });
}

const lineOf = (report: Report, resource: string): CheckReport["lines"][number] | undefined =>
  report.lines.find((line) => line.resource === resource && line.answer !== "NOT_GRANTED");

describe("checkProvider", () => {
  it("asks for nothing that is not granted, and is no use without accounts", async () => {
    const bank = new ByteBank();
    const report = await check(bank);
    expect(bank.calls).toEqual([]);
    expect(report.usable).toBe(false);
    expect(new Set(report.lines.map(({ answer }) => answer))).toEqual(new Set(["NOT_GRANTED", "NOT_ASKED"]));
  });

  it.each([
    ["PROVIDER_UNAVAILABLE", false],
    ["PROVIDER_UNSUPPORTED", false],
    ["NOT_FOUND", false],
  ] as const)("accounts that are %s: usable is %s", async (code, usable) => {
    const bank = new ByteBank();
    bank.failAccounts = new GatewayError(code, "HTTP 500");
    const report = await check(bank, "ACCOUNT_BASIC");
    expect(report).toMatchObject({ usable, accountIdsHonoured: undefined });
    expect(lineOf(report, "ACCOUNTS")).toMatchObject({ answer: code, detail: "HTTP 500", rows: undefined });
  });

  it("cannot tell by one account whether ids are read", async () => {
    const report = await check(new ByteBank(), "ACCOUNT_BASIC");
    expect(report).toMatchObject({ usable: true, accountIdsHonoured: undefined });
    expect(report.lines.filter(({ way }) => way === "by accountIds")).toMatchObject([
      { answer: "NOT_ASKED" },
    ]);
  });

  it("tells of transactions of other days, with a day to spare on each side", async () => {
    const bank = new ByteBank();
    // Ninety days back from 2026-03-01.
    const posted = [
      "2025-11-29T23:59:59Z",
      "2025-12-01T00:00:00Z",
      "2026-03-02T23:59:59Z",
      "2026-03-03T00:00:00Z",
    ];
    const rows = posted.map((postedTimestamp, index) => ({
      ...{ transactionId: `t-${index}`, accountCategory: "LOAN_ACCOUNT", postedTimestamp },
    }));
    bank.transactionPage = {
      rows: [
        ...rows,
        { transactionId: "t-9", accountCategory: "LOAN_ACCOUNT", postedTimestamp: { toString: 1 } },
      ],
    };
    const report = await check(bank, "ACCOUNT_BASIC", "TRANSACTIONS");
    expect(lineOf(report, "TRANSACTIONS")).toMatchObject({
      ...{ answer: "OK", rows: 5, way: "LoanAccount" },
      findings: [
        { what: "LoanTransaction.postedTimestamp: no timestamp", count: 1 },
        { what: "a row of another day than asked for", count: 2 },
      ],
    });
  });

  it.each([
    [{ cutOff: true }, "PROVIDER_ANSWER_INVALID", []],
    [{ cutOff: true, totalElements: 1 }, "OK", []],
    [{ totalElements: 2 }, "OK", ["totalElements is wrong"]],
    [{ next: "pageKey=1", totalElements: 0 }, "OK", ["a row that came before", "totalElements is wrong"]],
  ] as const)("of a page with %j says %s", async (parts, answer, findings) => {
    const bank = new ByteBank();
    bank.transactionPage = { rows: [{ transactionId: "t", accountCategory: "LOAN_ACCOUNT" }], ...parts };
    const report = await check(bank, "ACCOUNT_BASIC", "TRANSACTIONS");
    expect(report.usable).toBe(answer === "OK");
    const found = lineOf(report, "TRANSACTIONS")?.findings.map(({ what }) => what);
    expect(lineOf(report, "TRANSACTIONS")).toMatchObject({ answer });
    expect(found?.filter((what) => what !== "the page's own key as the next one")).toEqual(findings);
  });

  it("is no use with an account list that is empty", async () => {
    const bank = new ByteBank();
    bank.accountRows = [];
    const report = await check(bank, "ACCOUNT_BASIC");
    expect(lineOf(report, "ACCOUNTS")).toMatchObject({ answer: "OK", rows: 0 });
    expect(report.usable).toBe(false);
  });

  it("refuses another account than the one asked for, as the gateway does", async () => {
    const bank = new ByteBank();
    bank.single = { accountCategory: "LOAN_ACCOUNT", accountId: AccountId("b") };
    const what = "another account than the one asked for";
    const report = await check(bank, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
    expect(report.lines.find(({ resource }) => resource === "ACCOUNT")).toMatchObject({
      ...{ answer: "PROVIDER_ANSWER_INVALID", detail: what, findings: [{ what, count: 1 }] },
    });
    expect(report.usable).toBe(false);
  });

  it("asks for nothing of an account with an error in its place", async () => {
    const bank = new ByteBank();
    bank.accountRows = [
      { accountCategory: "LOAN_ACCOUNT", accountId: "a", error: { code: "500" } },
      { accountCategory: "LOAN_ACCOUNT", accountId: "b", error: null },
    ];
    await check(bank, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
    const asked = bank.calls.filter(({ method }) => method === "account");
    expect(asked.map(({ argument }) => argument)).toEqual(["b"]);
  });

  it("takes one account that comes twice for one", async () => {
    const bank = new ByteBank();
    bank.accountRows = [1, 2].map(() => ({ accountCategory: "LOAN_ACCOUNT", accountId: "a" }));
    const report = await check(bank, "ACCOUNT_BASIC");
    expect(report.lines.find(({ way }) => way === "by accountIds")).toMatchObject({ answer: "NOT_ASKED" });
  });

  it("reads a page of two hundred thousand rows, and takes no null for an id that came before", async () => {
    const bank = new ByteBank();
    const row = { transactionId: null, accountCategory: "LOAN_ACCOUNT" };
    bank.transactionPage = { rows: Array<FdxRecord>(200_000).fill(row) };
    const report = await check(bank, "ACCOUNT_BASIC", "TRANSACTIONS");
    expect(lineOf(report, "TRANSACTIONS")).toMatchObject({ answer: "OK", rows: 200_000 });
    expect(lineOf(report, "TRANSACTIONS")?.findings.map(({ what }) => what)).not.toContain(
      "a row that came before",
    );
  });

  it.each(["STORE_UNAVAILABLE", "RECORD_UNREADABLE", "CONSENT_NOT_ACTIVE", "INTERNAL"] as const)(
    "does not blame the bank for %s",
    async (code) => {
      const bank = new ByteBank();
      bank.failAccounts = new GatewayError(code, "ours");
      await expect(check(bank, "ACCOUNT_BASIC")).rejects.toMatchObject({ code });
    },
  );

  it("begins nothing more once its request has ended", async () => {
    const bank = new ByteBank();
    signal = AbortSignal.abort();
    const report = await check(bank, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
    expect(bank.calls).toEqual([]);
    expect(lineOf(report, "ACCOUNTS")).toMatchObject({ answer: "PROVIDER_TIMEOUT" });
    expect(report.usable).toBe(false);
  });

  it("does not hide a fault of its own", async () => {
    const bank = new ByteBank();
    bank.failAccounts = new TypeError("a mistake here");
    await expect(check(bank, "ACCOUNT_BASIC")).rejects.toThrow("a mistake here");
  });
});
