import fc from "fast-check";
import type { MadeHistory, Members, Window, Written } from "./made-case.js";
import { amount, left, mostly, nothing, number, oneOf, rarely, text, written } from "./written-arbitrary.js";

const DAY_MS = 86_400_000;

const ODD_MOMENT = fc.oneof(
  nothing,
  oneOf(text("yesterday"), text("2026-13-45T00:00:00Z"), written("20260203")),
);
const TIMES = ["T00:00:00Z", "T23:30:00-05:00", "T01:15:00.250+02:00", "T12:00:00", ""];
const STATUSES = ["POSTED", "POSTED", "POSTED", "PENDING", "MEMO", "AUTHORIZATION"];

/** Some banks send what was asked for, more or less; others send all they have. */
export function historyIn({ from, to }: Window): fc.Arbitrary<MadeHistory> {
  const near = fc.integer({ min: Date.parse(from) / DAY_MS - 1, max: Date.parse(to) / DAY_MS + 1 });
  const any = fc.integer({ min: Date.UTC(2026, 0, 10) / DAY_MS, max: Date.UTC(2026, 3, 10) / DAY_MS });
  return fc.oneof(historyOf(near), historyOf(any));
}

/** @param days since 1970. */
function historyOf(days: fc.Arbitrary<number>): fc.Arbitrary<MadeHistory> {
  const failures = oneOf("PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE", "OPERATION_TOO_COMPLEX");
  return fc.record({
    pages: fc.array(fc.array(rowOf(days), { maxLength: 5 }), { maxLength: 3 }).map(unlike),
    failure: mostly<string | undefined>(left, failures, 20),
    isBrokenOff: rarely(20),
  });
}

function rowOf(days: fc.Arbitrary<number>): fc.Arbitrary<Members> {
  const moment = fc
    .tuple(days, oneOf(...TIMES))
    .map(([day, time]) => text(`${new Date(day * DAY_MS).toISOString().slice(0, 10)}${time}`));
  return fc.record({
    transactionId: mostly<Written | undefined>(
      fc.nat(25).map((id) => text(`t-${id}`)),
      left,
      9,
    ),
    status: mostly<Written | undefined>(
      oneOf(...STATUSES.map(text)),
      oneOf<Written | undefined>(undefined, text("CLEARED")),
      20,
    ),
    debitCreditMemo: mostly<Written | undefined>(
      oneOf(...["CREDIT", "DEBIT", "DEBIT", "credit"].map(text)),
      oneOf<Written | undefined>(undefined, text("MEMO"), text("OTHER")),
      6,
    ),
    postedTimestamp: mostly<Written | undefined>(moment, ODD_MOMENT, 30),
    transactionTimestamp: mostly<Written | undefined>(moment, ODD_MOMENT, 30),
    amount: mostly<Written | undefined>(number.map(written), amount(5), 20),
    foreignAmount: oneOf<Written | undefined>(undefined, written("99.99")),
  });
}

/** No two pages are alike: a list that repeats a page may be one that leads in a circle. */
function unlike(pages: readonly (readonly Members[])[]): MadeHistory["pages"] {
  return pages.map((page, place) =>
    page.map((members, index) => ({
      ...members,
      description: text(`${place}.${index}`),
      ...(index === 0 ? { transactionId: text(`first of ${place}`) } : {}),
    })),
  );
}
