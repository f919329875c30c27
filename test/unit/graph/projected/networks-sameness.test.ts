import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { PaymentNetworkType } from "../../../../src/fdx/enums/payment-network-enums.js";
import { RowProjections } from "../../../../src/graph/projected/row-projections.js";
import { ReferenceProjector } from "../../../../src/projection/reference/reference-projector.js";
import { seededRandom } from "../../../../src/sandbox/seed/random.js";
import type { BankCase } from "../../../fuzz/bank-case.js";
import { FuzzWorld } from "../../../fuzz/fuzz-world.js";
import { mutate } from "../../../fuzz/mutations.js";
import { validCase } from "../../../fuzz/valid-bodies.js";
import { type Choose, chooseFrom } from "../../../support/choose.js";
import { comparableAnswer } from "../../../support/comparable-answer.js";

const RUNS = Number(process.env["RUNS"] ?? 300);
const MAX_MUTATIONS = 3;

const FIELDS = [
  ...["identifierDisplay", "identifier", "identifierType", "type", "__typename"],
  ...["transferIn", "transferOut", "supportsRequestForPayment"],
  ...["bankId", "bankInstitutionId", "bankTransitId"],
  "transferLimits { out { day { transferMaxAmount maxOccurrence } } in { transaction { transferMaxAmount } } }",
];
const TYPES = Object.keys(PaymentNetworkType.values);

type Json = Record<string, unknown>;

function operationOf(choose: Choose): string {
  const count = 1 + choose(5);
  const chosen = new Set(Array.from({ length: count }, () => FIELDS[choose(FIELDS.length)] ?? "type"));
  const fields = [...chosen].map((field, index) => (choose(4) === 0 ? `a${index}: ${field}` : field));
  const directive = choose(20) === 0 ? " @include(if: true)" : "";
  const selection = `${directive} { ${fields.join(" ")} }`;
  const again = choose(10) === 0 ? `again: paymentNetworks ${selection}` : "";
  return `{ accounts(first: 6) { nodes { id paymentNetworks${selection} ${again} } problems { code } } }`;
}

/** As at most banks: one page, each type once, each number there; now and then a row comes twice, or nearly. */
function plainCase(seed: number, choose: Choose): BankCase {
  const bankCase = validCase(seededRandom(`bodies ${seed}`), "parts");
  const [first] = bankCase.answers.paymentNetworks;
  const { paymentNetworks: sent } = JSON.parse(String(first?.body)) as { paymentNetworks: Json[] };
  const numbers = { bankId: "000100042", bankInstitutionId: "001", bankTransitId: "00042" };
  const rows = sent.map((row, index) => {
    const type = TYPES[(seed + index) % TYPES.length];
    return {
      ...row,
      ...(choose(3) === 0 ? { bankId: "000100042" } : numbers),
      type,
      identifier: "1234567890",
    };
  });
  const texts = [...rows.map((row) => JSON.stringify(row)), ...repeated(rows[0] ?? {}, choose)];
  const body = Buffer.from(`{"paymentNetworks":[${texts.join(",")}]}`);
  const headers = { "content-type": "application/json" };
  return {
    ...bankCase,
    answers: { ...bankCase.answers, paymentNetworks: [{ status: 200, headers, body }] },
  };
}

/** The same row, as other servers would write it, or another one of the same type. */
function repeated(row: Json, choose: Choose): readonly string[] {
  const texts = [
    JSON.stringify(row),
    JSON.stringify(row, null, 1),
    JSON.stringify({ ...row, identifier: 1_234_567_890 }),
    JSON.stringify({ ...row, extra: 1 }),
    JSON.stringify(row).replace("_", "\\u005f"),
    JSON.stringify({ ...row, identifier: "0987654321" }),
  ];
  return choose(3) === 0 ? [texts[choose(texts.length)] ?? ""] : [];
}

function caseOf(choose: Choose, seed: number): BankCase {
  const valid =
    choose(6) === 0 ? validCase(seededRandom(`bodies ${seed}`), "parts") : plainCase(seed, choose);
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

describe("an answer whose payment networks are copied from the bank's bytes", () => {
  it("is byte for byte the one whose networks were read, also where the bank repeats one", async () => {
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
    const { copied, unusual } = kernel.counts;
    expect(copied).toBeGreaterThan(RUNS / 2);
    expect(unusual).toBeGreaterThan(RUNS / 10);
    expect(reference.counts).toEqual(kernel.counts);
  }, 600_000);
});
