import { beforeEach, describe, expect, it } from "@jest/globals";
import { AccountId } from "../../../../src/core/ids.js";
import type { FdxRecord } from "../../../../src/providers/data-provider.js";
import { ConnectProvider } from "../../../../src/providers/flinks-connect/connect-provider.js";
import { type Snapshot, snapshotFrom } from "../../../../src/providers/flinks-connect/connect-snapshot.js";
import { asOfRecord } from "../../../../src/providers/record-time.js";
import { sentRecord } from "../../../../src/providers/sent-record.js";
import { Secret } from "../../../../src/core/secret.js";
import {
  bytesOf,
  connectAccount,
  connectDetail,
  connectTransaction,
  HOLDER,
  INSTITUTION_ID,
  type Json,
  LOGIN_ID,
} from "../../../support/connect-answers.js";
import { connectCall } from "../../../support/connect-world.js";

const NOW = Date.UTC(2026, 2, 1, 12);
const CHEQUING = AccountId("chequing-1");
const CARD = AccountId("card-1");

function snapshotOf(detail: Json): Snapshot {
  const origin = {
    loginId: new Secret(LOGIN_ID),
    mode: "live",
    historyDays: 365,
    now: NOW,
    retentionMs: 1000,
  } as const;
  return snapshotFrom(bytesOf(detail), origin);
}

let snapshot: Snapshot;
let reads: number;
let provider: ConnectProvider;

beforeEach(() => {
  const card = connectAccount({ Id: "card-1", Title: "Card", Category: "Credits", Type: "CreditCard" });
  snapshot = snapshotOf(connectDetail({ Accounts: [connectAccount(), card] }));
  reads = 0;
  const snapshotFor = async (): Promise<Snapshot> => {
    reads += 1;
    return snapshot;
  };
  provider = new ConnectProvider({ reader: { snapshotFor }, institutionId: INSTITUTION_ID });
});

const call = (): ReturnType<typeof connectCall>["call"] => connectCall().call;

describe("accounts", () => {
  it("are one page, those that were asked for, as detailed as was asked", async () => {
    const all = (await provider.accounts(call(), { resultType: "lightweight" })).value;
    expect(all).toMatchObject({ next: undefined, totalElements: 2 });
    expect(all.rows.map(({ accountId }) => accountId)).toEqual(["chequing-1", "card-1"]);
    expect(all.rows[0]).not.toHaveProperty("currentBalance");
    const accountIds = [CARD, AccountId("nobody's")];
    const some = (await provider.accounts(call(), { resultType: "details", accountIds })).value;
    expect(some.rows).toMatchObject([{ accountId: "card-1", currentBalance: "4567.02" }]);
  });

  it("are found by their id, and only by it", async () => {
    expect((await provider.account(call(), CARD)).value).toMatchObject({ productName: "Card" });
    await expect(provider.account(call(), AccountId("card"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("say how old they are, also as a copy, and what Flinks wrote", async () => {
    const [row] = (await provider.accounts(call(), { resultType: "details" })).value.rows;
    if (row === undefined) throw new Error("no account");
    const copy: FdxRecord = { ...row };
    expect(asOfRecord(copy)).toBe("2026-03-01T11:00:00.123Z");
    expect(sentRecord(copy)).toMatchObject({ Id: "chequing-1", Title: "Chequing CAD" });
    expect(asOfRecord({ accountId: "x" })).toBeUndefined();
  });

  it("come as the bytes of their part alone", async () => {
    const { bytes } = await provider.accounts(call(), { resultType: "lightweight", accountIds: [CARD] });
    expect(JSON.parse(bytes.toString())).toMatchObject([{ Id: "card-1" }]);
    expect(bytes.toString()).not.toContain("John");
  });

  it("are read once for all that one request asks", async () => {
    const one = call();
    await Promise.all([
      provider.accounts(one, { resultType: "details" }),
      provider.account(one, CARD),
      provider.customers(one),
      provider.contact(one, CARD),
    ]);
    expect(reads).toBe(1);
    await provider.customers(call());
    expect(reads).toBe(2);
  });
});

describe("the loginId", () => {
  it("is in nothing that is given out, wherever Flinks wrote it", async () => {
    const odd = LOGIN_ID.toUpperCase();
    const rows = [
      connectAccount({
        Title: `Chequing ${LOGIN_ID}`,
        Holder: { ...HOLDER, Email: `${odd}@example.test` },
        Transactions: [connectTransaction({ Description: `ref ${odd}` })],
      }),
    ];
    snapshot = snapshotOf(connectDetail({ Accounts: rows }));
    const one = call();
    const query = { startDate: "2026-01-01", endDate: "2026-03-01", limit: 10 };
    const answers = [
      await provider.accounts(one, { resultType: "details" }),
      await provider.customers(one),
      await provider.transactions(one, CHEQUING, query),
    ];
    for (const { bytes, value } of answers) {
      const sent = value.rows.map((row) => sentRecord(row));
      const text = `${bytes.toString()} ${JSON.stringify([value, sent])}`.toLowerCase();
      expect(text).not.toContain(LOGIN_ID);
      expect(value.rows).toHaveLength(1);
    }
    expect(
      JSON.stringify({ ...snapshot, accounts: snapshot.accounts.toString() }).toLowerCase(),
    ).not.toContain(LOGIN_ID);
  });
});

describe("people", () => {
  it("are the distinct holders; the customer is the first", async () => {
    const jane = connectAccount({ Id: "joint-1", Holder: { Name: "Jane Doe" } });
    snapshot = snapshotOf(connectDetail({ Accounts: [connectAccount(), jane] }));
    const { rows } = (await provider.customers(call())).value;
    expect(rows).toMatchObject([{ name: { full: "John Doe" } }, { name: { full: "Jane Doe" } }]);
    const customer = (await provider.customer(call())).value;
    expect(customer).toEqual(rows[0]);
    const contact = (await provider.contact(call(), AccountId("joint-1"))).value;
    expect(contact).toMatchObject({ holders: [{ customerId: rows[1]?.["customerId"] }] });
  });

  it("that Flinks does not name are none", async () => {
    snapshot = snapshotOf(connectDetail({ Accounts: [connectAccount({ Holder: null })] }));
    expect((await provider.customers(call())).value.rows).toEqual([]);
    await expect(provider.customer(call())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(provider.contact(call(), CHEQUING)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("payment networks", () => {
  it("are what the numbers tell, or none", async () => {
    const { rows } = (await provider.paymentNetworks(call(), CHEQUING)).value;
    expect(rows).toMatchObject([{ type: "CA_ACSS", identifier: "1111000" }]);
    expect((await provider.paymentNetworks(call(), CARD)).value).toMatchObject({
      rows: [],
      totalElements: 0,
    });
  });
});

describe("transactions", () => {
  /** Two a day, in Flinks' order. */
  const days = ["2026-01-01", "2026-01-02", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-04"];
  const query = { startDate: "2026-01-02", endDate: "2026-01-04", limit: 2 };

  function withTransactions(changes: Json[] = []): void {
    const rows = days.map((Date, index) => connectTransaction({ Id: `t${index}`, Date }));
    const Transactions = [...rows, ...changes.map((each) => connectTransaction(each))];
    snapshot = snapshotOf(connectDetail({ Accounts: [connectAccount({ Transactions })] }));
  }

  async function idsOf(limit: number): Promise<unknown[]> {
    const ids: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = (await provider.transactions(call(), CHEQUING, { ...query, limit, cursor })).value;
      expect(page.totalElements).toBe(5);
      ids.push(...page.rows.map(({ transactionId }) => transactionId));
      cursor = page.next;
    } while (cursor !== undefined);
    return ids;
  }

  it("of a window come newest first, those of a day as Flinks has them, page by page none twice", async () => {
    withTransactions();
    for (const limit of [1, 2, 3, 5, 100]) expect(await idsOf(limit)).toEqual(["t4", "t5", "t3", "t1", "t2"]);
  });

  it("of no day that can be read are in every window, at its end", async () => {
    withTransactions([{ Id: "undated", Date: "soon" }]);
    const { rows } = (await provider.transactions(call(), CHEQUING, { ...query, limit: 100 })).value;
    expect(rows.at(-1)).toMatchObject({ transactionId: "undated", postedTimestamp: "soon" });
  });

  it("of no window are an empty page", async () => {
    withTransactions();
    const page = await provider.transactions(call(), CHEQUING, {
      startDate: "2026-02-01",
      endDate: "2026-02-28",
      limit: 5,
    });
    const asOf = "2026-03-01T11:00:00.123Z";
    expect(page.value).toEqual({ rows: [], next: undefined, totalElements: 0, asOf });
  });

  it("of a window that begins before Flinks' history are cut off at their end", async () => {
    withTransactions();
    const ask = async (startDate: string, limit: number): Promise<unknown> =>
      (await provider.transactions(call(), CHEQUING, { ...query, startDate, limit })).value;
    expect(await ask("2025-03-01", 100)).not.toHaveProperty("cutOff");
    expect(await ask("2025-02-28", 100)).toMatchObject({ cutOff: true, next: undefined });
    expect(await ask("2025-02-28", 3)).not.toHaveProperty("cutOff");
  });

  it("go on by their cursor in the same list of the same snapshot, and nowhere else", async () => {
    withTransactions();
    const { next: cursor } = (await provider.transactions(call(), CHEQUING, query)).value;
    const goOn = (changes = {}): Promise<unknown> =>
      provider.transactions(call(), CHEQUING, { ...query, cursor, ...changes });
    await expect(goOn()).resolves.toBeDefined();
    const other = { code: "CURSOR_INVALID" };
    await expect(goOn({ endDate: "2026-01-05" })).rejects.toMatchObject(other);
    for (const made of ["", "2", "x.2", `${cursor ?? ""}0`, `${(cursor ?? "").split(".")[0] ?? ""}.-1`]) {
      await expect(goOn({ cursor: made })).rejects.toMatchObject(other);
    }
    withTransactions([{ Id: "new", Date: "2026-01-04" }]);
    await expect(goOn()).rejects.toMatchObject(other);
  });
});

describe("what Flinks Connect does not have", () => {
  it.each([
    "assetTransferNetworks",
    "statements",
    "statementLink",
    "rewardPrograms",
    "rewardProgram",
    "rewardCategories",
  ] as const)("%s is unsupported, without a reading", async (method) => {
    await expect(provider[method]()).rejects.toMatchObject({ code: "PROVIDER_UNSUPPORTED" });
    expect(reads).toBe(0);
  });
});
