import { describe, expect, it } from "@jest/globals";
import { BankAnswers } from "../../../bench/bank-answers.js";

interface Page {
  readonly page: { readonly totalElements: number; readonly nextOffset?: string };
  readonly transactions: readonly { readonly transactionId: string }[];
}

describe("BankAnswers", () => {
  it("pages by offset and limit, and says where the next page begins", () => {
    const bank = new BankAnswers({ accounts: 1, transactions: 250 });
    const pageAt = (offset: string): Page => {
      const parameters = `startDate=2024-01-01&limit=100&offset=${offset}`;
      return JSON.parse(bank.bodyOf(`accounts/account-0000/transactions?${parameters}`) ?? "") as Page;
    };
    const pages = [pageAt("0"), pageAt("100"), pageAt("200")];
    expect(pages.map(({ page }) => page)).toEqual([
      { totalElements: 250, nextOffset: "100" },
      { totalElements: 250, nextOffset: "200" },
      { totalElements: 250 },
    ]);
    const ids = pages.flatMap(({ transactions }) => transactions.map((each) => each.transactionId));
    expect(new Set(ids).size).toBe(250);
  });

  it("gives what fits a page as it is, and nothing for what it does not have", () => {
    const bank = new BankAnswers();
    expect(bank.bodyOf("accounts?limit=100")).toBe(bank.bodyOf("accounts"));
    expect(bank.bodyOf("accounts/account-0020/transactions")).toBeUndefined();
  });
});
