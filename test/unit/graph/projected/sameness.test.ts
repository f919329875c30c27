import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { RowProjections } from "../../../../src/graph/projected/row-projections.js";
import { ReferenceProjector } from "../../../../src/projection/reference/reference-projector.js";
import { seededRandom } from "../../../../src/sandbox/seed/random.js";
import type { BankCase } from "../../../fuzz/bank-case.js";
import { FuzzWorld } from "../../../fuzz/fuzz-world.js";
import { mutate } from "../../../fuzz/mutations.js";
import { validCase } from "../../../fuzz/valid-bodies.js";
import { type Choose, chooseFrom } from "../../../support/choose.js";
import { comparableAnswer } from "../../../support/comparable-answer.js";

const RUNS = Number(process.env["RUNS"] ?? 400);
const MAX_MUTATIONS = 4;

/** Of every transaction; the last ones are more than a plain reading, and send the whole list the ordinary way. */
const COMMON = [
  ...["id", "accountNodeId", "accountCategory", "__typename", "transactionId", "description", "memo"],
  ...["amount", "foreignAmount", "foreignCurrency", "postedTimestamp", "transactionTimestamp", "status"],
  ...["debitCreditMemo", "transactionType", "reference", "category", "cardNumberDisplay"],
  ...[
    "transactionPayee { merchantId merchantName { name1 } }",
    "reward { categoryId accrued }",
    "asOf",
    "imageIds",
  ],
];
const PLAIN = COMMON.length - 2;
const OF_KINDS = [
  "... on DepositTransaction { payee checkNumber }",
  "... on LineOfCreditTransaction { checkNumber }",
  "... on InvestmentTransaction { units unitPrice securityId payrollDate taxExempt }",
  "... on LoanTransaction { paymentDetails { principalAmount } }",
  "...Named",
];
const BESIDE = ["totalCount", "complete historyFrom", "pageInfo { hasNextPage endCursor }", "__typename"];

function operationOf(choose: Choose): string {
  let aliases = 0;
  const some = (from: readonly string[], count: number): string[] =>
    Array.from({ length: choose(count + 1) }, () => from[choose(from.length)] ?? "");
  const named = (field: string): string =>
    choose(4) === 0 && !field.startsWith("...") ? `a${(aliases += 1)}: ${field}` : field;
  const fields = [
    COMMON[choose(PLAIN)] ?? "id",
    ...some(choose(12) === 0 ? COMMON : COMMON.slice(0, PLAIN), 6),
    ...some(OF_KINDS, 1),
  ];
  const directive = choose(20) === 0 ? " @include(if: true)" : "";
  const page = [
    `first: ${[1, 5, 50, 100][choose(4)] ?? 50}`,
    ...(choose(5) === 0 ? ['startDate: "2024-01-01"'] : []),
  ];
  const beside = some(BESIDE, 2);
  const rows = `nodes${directive} { ${[...new Set(fields)].map(named).join(" ")} }`;
  const fragment = rows.includes("...Named") ? "fragment Named on Transaction { description amount }" : "";
  const selection = `${rows} ${[...new Set(beside)].join(" ")}`;
  return `{ accounts(first: 6) { nodes { id transactions(${page.join(", ")}) { ${selection} } } problems { code } } } ${fragment}`;
}

/** Whose transactions are of their account's category, as at most banks they are. */
function plainCase(seed: number): BankCase {
  const bankCase = validCase(seededRandom(`bodies ${seed}`), "transactions");
  const transactions = bankCase.answers.transactions.map((answer) => {
    const body = JSON.parse(answer.body.toString()) as { transactions: Record<string, unknown>[] };
    for (const row of body.transactions) delete row["accountCategory"];
    return { ...answer, body: Buffer.from(JSON.stringify(body)) };
  });
  return { ...bankCase, answers: { ...bankCase.answers, transactions } };
}

function caseOf(choose: Choose, seed: number): BankCase {
  const valid = choose(8) === 0 ? validCase(seededRandom(`bodies ${seed}`), "transactions") : plainCase(seed);
  const mutations = Array.from(
    { length: choose(3) === 0 ? 1 + choose(MAX_MUTATIONS) : 0 },
    (_, index) => index,
  );
  return mutations.reduce((given, index) => mutate(given, seededRandom(`mutation ${seed} ${index}`)), valid);
}

let world: FuzzWorld;

beforeAll(async () => {
  world = await FuzzWorld.start();
});

afterAll(async () => {
  await world.stop();
});

describe("an answer whose rows are copied from the bank's bytes", () => {
  it("is byte for byte the one whose rows were read, whatever is asked and whatever the bank sends", async () => {
    const kernel = new RowProjections();
    const reference = new RowProjections(new ReferenceProjector());
    const property = fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
      const choose = chooseFrom(seed);
      const operation = operationOf(choose);
      const bankCase = caseOf(choose, seed);
      const read = await world.ask(bankCase, operation);
      for (const projections of [kernel, reference]) {
        const copied = await world.ask(bankCase, operation, projections);
        expect([operation, ...comparableAnswer(copied)]).toEqual([operation, ...comparableAnswer(read)]);
      }
    });
    await fc.assert(property, { seed: 20_261_126, numRuns: RUNS });
    // The property would hold of a way that is never taken.
    const { copied, unusual } = kernel.counts;
    expect(copied).toBeGreaterThan(RUNS / 2);
    expect(unusual).toBeGreaterThan(0);
    expect(reference.counts).toEqual(kernel.counts);
  }, 120_000);
});
