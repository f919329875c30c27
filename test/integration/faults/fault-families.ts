import { describe, test } from "@jest/globals";
import type { FaultName } from "../../../src/sandbox/faults/faults.js";

/** The sandbox's faults, by what a test of them has to look at. Each family has one file in `test/integration/faults`. */
export const FAULT_FAMILIES = {
  paging: [
    ...([
      "next-to-itself",
      "next-to-another-host",
      "next-to-null",
      "next-relative",
      "next-only-link",
    ] as const),
    ...(["next-only-key", "next-missing", "next-null-text", "next-empty-text", "next-repeated"] as const),
    ...(["next-number", "page-larger", "page-smaller", "page-of-everything", "page-overlaps"] as const),
    ...(["row-added-while-paging", "row-removed-while-paging", "list-without-end"] as const),
    ...(["empty-page-first", "empty-pages-without-end", "total-wrong", "total-misnamed"] as const),
  ],
  tokens: [
    ...(["602-always", "602-as-403", "602-for-transactions", "602-for-all-causes"] as const),
    ...(["602-stale-token", "consent-revoked", "401-oauth-body"] as const),
  ],
  errors: [
    ...(["1207-as-429", "1207-as-422", "1207-until-date", "429-other-body", "501-as-500"] as const),
    ...(["501-as-405", "503-maintenance", "408-provider-slow", "500-code-number"] as const),
    ...(["500-problem-json", "502-html"] as const),
  ],
  bodies: [
    ...(["200-empty", "204-no-content", "200-null", "200-bare-list", "200-html", "200-error-body"] as const),
    ...(["content-type-wrong", "404-for-empty-list", "200-for-not-found", "206-account-error"] as const),
    ...(["statement-redirect", "statement-in-work", "body-cut-off", "json-cut-off"] as const),
    ...(["connection-reset"] as const),
  ],
  slowness: ["slow-drip", "answer-late"],
  rows: [
    ...(["account-ids-ignored", "account-of-another", "fields-missing", "fields-unknown"] as const),
    ...(["fields-null", "nickname-twice", "row-null", "row-twice", "wrappers-mixed"] as const),
    ...(["wrapper-unknown", "category-unknown", "category-missing", "ids-as-numbers"] as const),
    ...(["pending-reposted", "history-rewritten"] as const),
  ],
  values: [
    ...(["enum-unknown", "enum-lower-case", "enum-free-text", "numbers-as-text"] as const),
    ...(["text-as-numbers", "amounts-signed", "fraction-seven-digits", "time-without-zone"] as const),
    ...(["time-as-date", "date-as-time"] as const),
  ],
} as const satisfies Readonly<Record<string, readonly FaultName[]>>;

type Family = keyof typeof FAULT_FAMILIES;

/** One test for each fault of a family: what a client sees of it. */
export function testFaults<Of extends Family>(
  family: Of,
  checks: Readonly<Record<(typeof FAULT_FAMILIES)[Of][number], () => Promise<void>>>,
): void {
  const names: readonly (typeof FAULT_FAMILIES)[Of][number][] = FAULT_FAMILIES[family];
  describe("what a client sees of", () => {
    test.each(names)("%s", (name) => checks[name]());
  });
}
