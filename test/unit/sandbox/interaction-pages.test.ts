import { describe, expect, test } from "@jest/globals";
import { consentPage, errorPage, loginPage } from "../../../src/sandbox/authorization/interaction-pages.js";
import { BANK_PROFILES } from "../../../src/sandbox/bank-profile.js";
import { BankBooks } from "../../../src/sandbox/seed/bank-books.js";

const profile = BANK_PROFILES.maple;
const books = new BankBooks(profile, "2026-03-11");
const [person] = books.people;
const HOSTILE = `<script>alert("x")</script>'&`;
const ESCAPED = "&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;&#39;&#38;";

describe("the pages", () => {
  test("escape what comes from outside", () => {
    if (person === undefined) throw new Error("nobody banks here");
    const pages = [
      loginPage(profile, { uid: HOSTILE, people: [], clientName: HOSTILE, problem: HOSTILE }),
      errorPage(profile, HOSTILE),
      consentPage(profile, {
        uid: "u",
        person,
        clientName: HOSTILE,
        redirectHost: HOSTILE,
        clusters: [],
        accounts: [],
      }),
    ];
    for (const page of pages) {
      expect(page).toContain(ESCAPED);
      expect(page).not.toContain("<script");
    }
  });

  test("carry no inline style or script, and load nothing from elsewhere", () => {
    const page = loginPage(profile, { uid: "u", people: books.people, clientName: "App" });
    expect(page).not.toMatch(/style=|<style|<script|\son\w+=|https?:/);
  });

  test("offer every account, ticked", () => {
    if (person === undefined) throw new Error("nobody banks here");
    const accounts = books.accountsOf(person);
    const view = { uid: "u", person, clientName: "App", redirectHost: "app.example", accounts };
    const page = consentPage(profile, { ...view, clusters: ["TRANSACTIONS"] });
    expect(page.match(/name="accounts"[^>]*checked/g)).toHaveLength(accounts.length);
    expect(page).toContain("What came in and went out");
    expect(page).toContain("app.example");
    for (const { number } of accounts) expect(page).not.toContain(number);
  });
});
