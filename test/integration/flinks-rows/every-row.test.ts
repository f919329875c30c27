import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { FLINKS_ROWS } from "./flinks-rows.js";

const QUIRKS = 18;
/** The first column of "Differences from plain FDX 6.x". */
const DIFFERENCES = [
  ...["Entity shape", "Paging", "Date filter", "Contact data", "Result level", "Request headers"],
  ...["Asset transfer networks", "Consent API", "Payment network types"],
  ...["DebitCreditMemo, TransactionStatus, AccountStatus", "Scopes", "Errors"],
];

test("every row of flinks.md §12 is tested, once", () => {
  const rows = Array.from({ length: QUIRKS }, (_, index) => `row ${index + 1}`);
  const tested = Object.values(FLINKS_ROWS).flatMap((family) => Object.keys(family));
  expect(tested.toSorted()).toEqual([...rows, ...DIFFERENCES].toSorted());
});

test.each(Object.keys(FLINKS_ROWS))("the tests of %s are there, and each row of it has one", (family) => {
  const text = readFileSync(new URL(`${family}.test.ts`, import.meta.url), "utf8");
  expect(text).toContain(`describeRows("${family}", {`);
  // A describe without a test would pass for one.
  const rows = text.split(/^ {2}(?:"[^"]+"|\w+): \(\) => \{$/m).slice(1);
  expect(rows).toHaveLength(Object.keys(FLINKS_ROWS[family as keyof typeof FLINKS_ROWS]).length);
  for (const row of rows) expect(row).toMatch(/\bit(?:\.each)?\(/);
});
