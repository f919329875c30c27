import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { SandboxBank } from "../../src/sandbox/sandbox-bank.js";
import { callerFor, control, type Get, openBank } from "../support/sandbox-caller.js";

let maple: SandboxBank;
let older: Get;
let newer: Get;

beforeAll(async () => {
  maple = await openBank();
  older = await callerFor(maple, "alex", maple.fdxV5BaseUrl);
  newer = await callerFor(maple, "alex");
});

afterAll(() => maple.close());

/** The rows of a 5.2 list without their wrappers, with the wrapper's key beside. */
function unwrapped(rows: readonly object[]): any[] {
  return rows.map((row) => {
    const [[wrapper, inner], ...others] = Object.entries(row) as [string, object][] as [[string, object]];
    expect(others).toEqual([]);
    return { wrapper, ...inner };
  });
}

async function accountOf(category: string): Promise<any> {
  const { accounts } = (await newer("accounts?resultType=details&limit=100")).body;
  return accounts.find(({ accountCategory }: any) => accountCategory === category);
}

describe("the 5.2 face", () => {
  test("wraps every account in the key of its category, the single one too", async () => {
    const { accounts } = (await older("accounts?resultType=details")).body;
    const rows = unwrapped(accounts);
    const keys = { DEPOSIT_ACCOUNT: "depositAccount", LOC_ACCOUNT: "locAccount" } as Record<string, string>;
    for (const row of rows) {
      if (keys[row.accountCategory] !== undefined) expect(row.wrapper).toBe(keys[row.accountCategory]);
      const single = await older(`accounts/${row.accountId}`);
      expect(unwrapped([single.body])).toEqual([row]);
    }
    expect(new Set(rows.map(({ wrapper }) => wrapper)).size).toBeGreaterThan(2);
  });

  test("shows the same books, without what came after 5.2", async () => {
    const now = (await newer("accounts?resultType=details")).body.accounts;
    const then = unwrapped((await older("accounts?resultType=details")).body.accounts);
    expect(then.map(({ accountId }) => accountId)).toEqual(now.map(({ accountId }: any) => accountId));
    expect(then[0].currentBalance).toBe(now[0].currentBalance);
    for (const row of then) {
      for (const name of ["accountOpenDate", "lineOfBusinessType", "bankInstitutionId", "bankTransitId"])
        expect(row).not.toHaveProperty(name);
      expect(row.accountType).not.toBe("HIGHINTERESTSAVINGSACCOUNT");
    }
    expect(now[0]).toHaveProperty("bankTransitId");
  });

  test("names one security for each holding", async () => {
    const { accountId } = await accountOf("INVESTMENT_ACCOUNT");
    const [holding] = (await older(`accounts/${accountId}`)).body.investmentAccount.holdings;
    expect(holding).toMatchObject({ securityId: expect.any(String), securityIdType: "CUSIP" });
    expect(holding).not.toHaveProperty("securityIds");
  });

  test("wraps transactions and leaves their category to the wrapper", async () => {
    const { accountId } = await accountOf("DEPOSIT_ACCOUNT");
    const search = "startTime=2025-12-01&endTime=2026-03-11&limit=500";
    const rows = unwrapped((await older(`accounts/${accountId}/transactions?${search}`)).body.transactions);
    const dates = "startDate=2025-12-01&endDate=2026-03-11&limit=500";
    const now = (await newer(`accounts/${accountId}/transactions?${dates}`)).body.transactions;
    expect(rows.map(({ transactionId }) => transactionId)).toEqual(
      now.map(({ transactionId }: any) => transactionId),
    );
    expect(new Set(rows.map(({ wrapper }) => wrapper))).toEqual(new Set(["depositTransaction"]));
    for (const row of rows) {
      expect(row).not.toHaveProperty("accountCategory");
      expect(row).not.toHaveProperty("transactionPayee");
      expect(["PERSONTOPERSON", "PREAUTHORIZEDWITHDRAWAL"]).not.toContain(row.transactionType);
    }
    expect(rows.some(({ payee }) => typeof payee === "string")).toBe(true);
  });

  test("pages by offset, and a pageKey means nothing to it", async () => {
    const { accountId } = await accountOf("DEPOSIT_ACCOUNT");
    const list = `accounts/${accountId}/transactions?limit=4`;
    const first = (await older(list)).body;
    expect(first.page).toEqual({ nextOffset: expect.any(String), totalElements: expect.any(Number) });
    const linked = new URL(first.links.next.href);
    expect(linked.pathname).toMatch(/^\/fdx\/v5\//);
    expect([...linked.searchParams.keys()].toSorted()).toEqual(["limit", "offset"]);
    const second = (await older(linked.href)).body;
    expect(second).toEqual((await older(`${list}&offset=${first.page.nextOffset}`)).body);
    expect(second.transactions).not.toEqual(first.transactions);
    expect((await older(`${list}&pageKey=${first.page.nextOffset}`)).body).toEqual(first);
    const ids: string[] = [];
    for (let next: string | undefined = list; next !== undefined;) {
      const { body } = await older(next);
      ids.push(...unwrapped(body.transactions).map(({ transactionId }) => transactionId));
      next = body.links.next?.href;
    }
    expect(new Set(ids).size).toBe(first.page.totalElements);
  });

  test("reads startTime and endTime with the same rules, and not startDate", async () => {
    const { accountId } = await accountOf("DEPOSIT_ACCOUNT");
    const list = `accounts/${accountId}/transactions`;
    expect(await older(`${list}?startTime=2026-01-01`)).toMatchObject({ status: 400, body: { code: "703" } });
    expect((await older(`${list}?startDate=2026-01-01`)).status).toBe(200);
  });

  test("has no 206", async () => {
    const { accountId } = await accountOf("LOC_ACCOUNT");
    const answer = await older(`accounts?accountIds=${accountId},acc_unknown`);
    expect([answer.status, answer.body.accounts.length]).toEqual([200, 1]);
  });

  test("tells the customer with the names of then", async () => {
    const customer = (await older("customers/current")).body;
    expect(customer.email).toEqual(["alex.tremblay@example.com"]);
    expect(customer).not.toHaveProperty("emails");
    expect(customer).not.toHaveProperty("customerStartDate");
    expect(customer.telephones).toEqual([{ type: "CELL", country: "+1", number: "6045550142" }]);
    expect(customer.addresses[0]).not.toHaveProperty("primary");
    expect((await older("customers")).body.customers).toEqual([customer]);
    const { accountId } = await accountOf("DEPOSIT_ACCOUNT");
    const contact = (await older(`accounts/${accountId}/contact`)).body;
    // The contact's own list was always called emails.
    expect(contact.emails).toEqual(contact.holders[0].email);
    const networks = (await older(`accounts/${accountId}/payment-networks`)).body.paymentNetworks;
    expect(networks[0]).toMatchObject({ bankId: "099910482" });
    expect(networks[0]).not.toHaveProperty("bankTransitId");
  });

  test("serves statements, refuses and counts like the other face", async () => {
    await control(maple, "DELETE", "/calls");
    const { accountId } = await accountOf("DEPOSIT_ACCOUNT");
    const { statements } = (await older(`accounts/${accountId}/statements?limit=1`)).body;
    expect((await older(statements[0].links[0].href)).headers["content-type"]).toBe("application/pdf");
    expect(await older("accounts/none")).toMatchObject({ status: 404, body: { code: "701" } });
    expect(await older(`accounts/${accountId}/asset-transfer-networks`)).toMatchObject({ status: 501 });
    const { total } = (await control(maple, "GET", "/calls")).body;
    expect(total).toMatchObject({ accounts: 1, statements: 1, statementDocument: 1, account: 1 });
  });
});
