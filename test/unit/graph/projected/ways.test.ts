import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
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
  // The first list of each kind is read in any case, and so is every 64th.
  await world.ask(bankOf([{ transactionId: "t-1" }]), transactions("nodes { id }"), projections);
  await world.ask(networkBank([NETWORK]), networks("type"), projections);
});

const transactions = (selection: string): string =>
  `{ accounts(first: 1) { nodes { transactions(first: 5) { ${selection} } } } }`;

function answerOf(body: unknown, status = 200): BankAnswer {
  return {
    ...{ status, headers: { "content-type": "application/json" } },
    body: Buffer.from(JSON.stringify(body)),
  };
}

const networks = (selection: string): string =>
  `{ accounts(first: 1) { nodes { paymentNetworks { ${selection} } } } }`;

const NETWORK = { bankId: "000100042", identifier: "1234567890", type: "CA_ACSS", transferIn: true };

/** One loan, with these payment networks, page by page. */
const networkBank = (rows: readonly object[], ...more: readonly (readonly object[])[]): BankCase =>
  bankOf([], {
    paymentNetworks: [rows, ...more].map((page, index) => {
      const isLast = index === more.length;
      return answerOf({ page: isLast ? {} : { nextOffset: index + 1 }, paymentNetworks: page });
    }),
  });

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

describe("payment networks", () => {
  const networksOf = ({ data }: { readonly data: any }): unknown => data.accounts.nodes[0].paymentNetworks;
  const other = { ...NETWORK, type: "CA_LVTS", identifier: "1234567" };

  it("are copied, the number masked, where each is of a type of its own", async () => {
    const answer = await ask(
      networkBank([NETWORK, other, { type: "US_RTP", bankId: "1" }]),
      networks("__typename kind: type bankId identifierDisplay transferIn"),
    );
    const [__typename, bankId, transferIn] = ["PaymentNetwork", "000100042", true];
    expect(networksOf(answer)).toEqual([
      { __typename, kind: "CA_ACSS", bankId, identifierDisplay: "••••7890", transferIn },
      { __typename, kind: "CA_LVTS", bankId, identifierDisplay: "••••", transferIn },
      { __typename, kind: "US_RTP", bankId: "1", identifierDisplay: null, transferIn: null },
    ]);
    expect(answer.copied).toBe(1);
    const nulls = ["identifierDisplay", "transferIn"].map((name) =>
      expect.objectContaining({ path: ["accounts", "nodes", "*", "paymentNetworks", "*", name] }),
    );
    expect(answer.extensions.nulls).toEqual(nulls);
  });

  it("are read where one comes twice, and shown once", async () => {
    const answer = await ask(networkBank([NETWORK, NETWORK, other]), networks("identifier"));
    expect(networksOf(answer)).toEqual([{ identifier: "1234567890" }, { identifier: "1234567" }]);
    expect(answer.copied).toBe(0);
  });

  it("are read where one comes twice and differs only in what is made of a number", async () => {
    const answer = await ask(
      networkBank([NETWORK, { ...NETWORK, identifier: 1_234_567_890 }]),
      networks("transferIn"),
    );
    expect(networksOf(answer)).toEqual([{ transferIn: true }]);
    expect(answer.copied).toBe(0);
  });

  it("are read where two of one type are different, and where a type is missing", async () => {
    for (const second of [{ ...NETWORK, identifier: "2" }, { identifier: "2" }]) {
      const answer = await ask(networkBank([NETWORK, second]), networks("identifier"));
      expect(networksOf(answer)).toEqual([{ identifier: "1234567890" }, { identifier: "2" }]);
      expect(answer.copied).toBe(0);
    }
  });

  it.each([
    ["bankId", { bankInstitutionId: "001", bankTransitId: "00042", bankId: null }, "000100042"],
    ["bankInstitutionId", {}, "001"],
    ["bankTransitId", {}, "00042"],
  ])("are read where %s has to be put together from other members", async (name, members, value) => {
    const answer = await ask(networkBank([{ ...NETWORK, ...members }]), networks(name));
    expect(networksOf(answer)).toEqual([{ [name]: value }]);
    expect(answer.copied).toBe(0);
  });

  it("have all pages, and are read then; one that comes again is left out", async () => {
    const answer = await ask(networkBank([NETWORK], [other, NETWORK]), networks("type"));
    expect(networksOf(answer)).toEqual([{ type: "CA_ACSS" }, { type: "CA_LVTS" }]);
  });

  it("that lack one which the bank counts are told among the nulls", async () => {
    const short = { page: { totalElements: 2 }, paymentNetworks: [NETWORK] };
    const answer = await ask(bankOf([], { paymentNetworks: [answerOf(short)] }), networks("type"));
    expect(networksOf(answer)).toEqual([{ type: "CA_ACSS" }]);
    expect(answer.extensions.nulls).toEqual([
      expect.objectContaining({ path: ["accounts", "nodes", 0, "paymentNetworks"], missing: true }),
    ]);
  });

  it("are looked at one list in 64, however they take turns with other lists", async () => {
    const both = `{ accounts(first: 1) { nodes { transactions(first: 5) { nodes { id } } paymentNetworks { type } } } }`;
    const bank = bankOf([{ transactionId: "t-1" }], {
      paymentNetworks: networkBank([NETWORK]).answers.paymentNetworks,
    });
    const lookedAt: string[] = [];
    const planFor = jest.spyOn(projections, "planFor");
    for (let turn = 0; turn < 64; turn += 1) await world.ask(bank, both, projections);
    for (const [index, { value }] of planFor.mock.results.entries()) {
      if (value === undefined) lookedAt.push(planFor.mock.calls[index]?.[2].source.list ?? "");
    }
    expect(lookedAt.sort()).toEqual(["paymentNetworks", "transactions"]);
  });
});
