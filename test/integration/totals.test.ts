import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { dayOf } from "../../src/sandbox/seed/calendar.js";
import { GatewayWorld } from "../support/gateway-world.js";
import { BookTotals } from "../support/totals/book-totals.js";

const COVERAGE = "coverage { complete included missing { dataProviderId accountId code reason retryable } }";
const TOTALS = `query ($from: Date!, $to: Date!) {
  cashPosition { amounts { currency amount available } ${COVERAGE} }
  netWorth { amounts { currency assets liabilities net } ${COVERAGE} }
  cashFlow(from: $from, to: $to) { periods { from to amounts { currency inflow outflow net } } ${COVERAGE} }
}`;

describe.each(["6.4", "5.2"] as const)("totals of banks that speak FDX %s", (fdxVersion) => {
  const today = dayOf(new Date());
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-15`;
  const maple = new BookTotals("maple", "noor", today);
  const liberty = new BookTotals("liberty", "fiona", today);
  let world: GatewayWorld;
  let libertyConsent: string;

  beforeAll(async () => {
    world = await GatewayWorld.start({ fdxVersion });
    await world.connect({ bankPersonId: "noor" });
    libertyConsent = (await world.connect({ provider: "liberty", bankPersonId: "fiona" })).id;
  });

  afterAll(async () => {
    await world.close();
  });

  async function totals(): Promise<any> {
    const { data, errors, extensions } = await world.query("alex", TOTALS, { from, to: today });
    expect(errors).toBeUndefined();
    return { ...data, upstream: extensions?.upstream };
  }

  /** @param banks in the order of their currencies. */
  function expectTotalsOf({ cashPosition, netWorth, cashFlow }: any, ...banks: readonly BookTotals[]): void {
    expect(cashPosition.amounts).toEqual(banks.map(({ cash }) => cash));
    expect(netWorth.amounts).toEqual(banks.map(({ worth }) => worth));
    expect(cashFlow.periods).toHaveLength(13);
    for (const period of cashFlow.periods)
      expect(period.amounts).toEqual(banks.map((bank) => bank.moved(period.from, period.to)));
    const count = (categories: readonly string[]): number =>
      banks.reduce((all, bank) => all + bank.countOf(...categories), 0);
    expect(cashPosition.coverage.included).toHaveLength(count(["DEPOSIT_ACCOUNT"]));
    expect(cashFlow.coverage.included).toHaveLength(count(["DEPOSIT_ACCOUNT"]));
    expect(netWorth.coverage.included).toHaveLength(
      count(["DEPOSIT_ACCOUNT", "LOC_ACCOUNT", "LOAN_ACCOUNT", "INVESTMENT_ACCOUNT"]),
    );
  }

  function coveragesOf({ cashPosition, netWorth, cashFlow }: any): readonly any[] {
    return [cashPosition.coverage, netWorth.coverage, cashFlow.coverage];
  }

  it("are those of the banks' own books, to the cent", async () => {
    const answer = await totals();
    expectTotalsOf(answer, maple, liberty);
    for (const coverage of coveragesOf(answer))
      expect(coverage).toMatchObject({ complete: true, missing: [] });
  });

  it("cost one list a consent, and the pages of the cash accounts", async () => {
    await world.resetCalls();
    const { upstream } = await totals();
    const [one, other] = [(await world.calls("maple")).total, (await world.calls("liberty")).total];
    expect([one.accounts, other.accounts]).toEqual([1, 1]);
    expect(upstream.made).toBe(2 + Number(one.transactions) + Number(other.transactions));
    // Lists that come in several pages are planned as one.
    expect(upstream.planned).toBe(2 + maple.countOf("DEPOSIT_ACCOUNT") + liberty.countOf("DEPOSIT_ACCOUNT"));
  });

  it("lack a bank that is down, and say so", async () => {
    await world.control("PUT", `${world.banks.liberty.controlUrl}/availability`, { status: 503 });
    const answer = await totals();
    await world.control("PUT", `${world.banks.liberty.controlUrl}/availability`, { status: null });
    expectTotalsOf(answer, maple);
    const gap = { dataProviderId: "liberty", accountId: null, code: "PROVIDER_UNAVAILABLE" };
    for (const coverage of coveragesOf(answer)) {
      expect(coverage.complete).toBe(false);
      expect(coverage.missing).toEqual([{ ...gap, reason: "UPSTREAM_ERROR", retryable: true }]);
    }
  });

  it("are those of the other bank once one is disconnected", async () => {
    expectTotalsOf(await totals(), maple, liberty);
    await world.query("alex", "mutation ($id: ID!) { revokeConsent(id: $id) { phase } }", {
      id: libertyConsent,
    });
    const answer = await totals();
    expectTotalsOf(answer, maple);
    for (const coverage of coveragesOf(answer))
      expect(coverage).toMatchObject({ complete: true, missing: [] });
  });
});
