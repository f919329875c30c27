import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { RowProjections } from "../../../../src/graph/projected/row-projections.js";
import { seededRandom } from "../../../../src/sandbox/seed/random.js";
import type { BankAnswer, BankCase, Place } from "../../../fuzz/bank-case.js";
import { FuzzWorld } from "../../../fuzz/fuzz-world.js";
import { validCase } from "../../../fuzz/valid-bodies.js";

let world: FuzzWorld;
let projections: RowProjections;

beforeAll(async () => {
  world = await FuzzWorld.start();
});

afterAll(async () => world.stop());

beforeEach(async () => {
  projections = new RowProjections();
  // The first list of a process is read in any case.
  await world.ask(bankOf([{ transactionId: "t-1" }]), transactions("nodes { id }"), projections);
});

const transactions = (selection: string): string =>
  `{ accounts(first: 1) { nodes { transactions(first: 5) { ${selection} } } } }`;

function answerOf(body: unknown, status = 200): BankAnswer {
  return {
    ...{ status, headers: { "content-type": "application/json" } },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** One loan, with these transactions. */
function bankOf(
  rows: readonly object[],
  others: Partial<Record<Place, readonly BankAnswer[]>> = {},
): BankCase {
  const { answers } = validCase(seededRandom("any"), "transactions");
  const accounts = [{ accountId: "a-1", accountCategory: "LOAN_ACCOUNT" }];
  return {
    view: "transactions",
    answers: {
      ...answers,
      accounts: [answerOf({ accounts })],
      transactions: [answerOf({ transactions: rows })],
      ...others,
    },
  };
}

/** Both ways' answer, which is the same. @returns it, and how many lists were copied for it. */
async function ask(
  bankCase: BankCase,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly data: any; readonly extensions: any; readonly copied: number }> {
  const before = projections.counts.copied;
  const text = await world.ask(bankCase, query, projections, variables);
  expect(text).toBe(await world.ask(bankCase, query, undefined, variables));
  return {
    ...(JSON.parse(text) as { data: any; extensions: any }),
    copied: projections.counts.copied - before,
  };
}

const rowsOf = ({ data }: { readonly data: any }): unknown => data.accounts.nodes[0].transactions.nodes;

describe("rows of transactions", () => {
  it("are copied where all that is asked of them is what the bank wrote", async () => {
    const answer = await ask(
      bankOf([{ transactionId: "t-1", amount: 12.5, memo: 'caf\u00e9 \\ "x"' }]),
      transactions("nodes { transactionId money: amount memo __typename accountCategory }"),
    );
    expect(rowsOf(answer)).toEqual([
      {
        ...{ transactionId: "t-1", money: "12.5", memo: 'caf\u00e9 \\ "x"' },
        ...{ __typename: "LoanTransaction", accountCategory: "LOAN_ACCOUNT" },
      },
    ]);
    expect(answer.copied).toBe(1);
  });

  it("are read where a member may have to be put together from others", async () => {
    const answer = await ask(
      bankOf([{ transactionId: "t-1", principalAmount: 5 }]),
      transactions("nodes { ... on LoanTransaction { paymentDetails { principalAmount } } }"),
    );
    expect(rowsOf(answer)).toEqual([{ paymentDetails: { principalAmount: "5" } }]);
    expect(answer.copied).toBe(0);
  });

  it("are read where variables decide what is asked", async () => {
    const query = `query ($with: Boolean!) ${transactions("nodes { id memo @include(if: $with) }")}`;
    const bank = bankOf([{ transactionId: "t-1", memo: "m" }]);
    for (const isAsked of [true, false, true]) {
      const answer = await ask(bank, query, { with: isAsked });
      expect([JSON.stringify(rowsOf(answer)).includes('"memo"'), answer.copied]).toEqual([isAsked, 0]);
    }
  });

  it("are read where two selections of them have to be merged", async () => {
    const page = (field: string): string => `transactions(first: 5) { nodes { ${field} } }`;
    const answer = await ask(
      bankOf([{ transactionId: "t-1", memo: "m" }]),
      `{ accounts(first: 1) { nodes { ${page("transactionId")} ${page("memo")} } } }`,
    );
    expect(rowsOf(answer)).toEqual([{ transactionId: "t-1", memo: "m" }]);
    expect(answer.copied).toBe(0);
  });

  it("have the reasons of their nulls, beside the error of something else", async () => {
    const failing = { paymentNetworks: [answerOf({ code: "500", message: "down" }, 500)] };
    const answer = await ask(
      bankOf([{ transactionId: "t-1" }, { transactionId: "t-2", memo: "m" }], failing),
      "{ accounts(first: 1) { nodes { transactions { nodes { memo } } paymentNetworks { bankId } } } }",
    );
    expect(answer.copied).toBe(1);
    expect(answer.extensions.nulls).toEqual([
      expect.objectContaining({ path: ["accounts", "nodes", "*", "paymentNetworks"] }),
      expect.objectContaining({
        path: ["accounts", "nodes", "*", "transactions", "nodes", "*", "memo"],
        reason: "EMPTY",
      }),
    ]);
  });
});
