import { describe, expect, it } from "@jest/globals";
import { ERROR_CODES } from "../../src/core/error-codes.js";
import { GatewayError } from "../../src/core/gateway-error.js";
import { seededRandom } from "../../src/sandbox/seed/random.js";
import { caseIn, caseText } from "./bank-case.js";
import type { FuzzAnswer, FuzzOutcome } from "./fuzz-world.js";
import { judge } from "./judge.js";
import { mutate } from "./mutations.js";
import { idMark } from "./stamp.js";
import { validCase } from "./valid-bodies.js";

const MARK = idMark("a-1");
const ROW = { accountId: "a-1", nickname: "@[r1/c-1/accounts/1]@" };
const NODE = { ...ROW, consent: { id: "c-1" } };

function outcome(
  body: object,
  more: Partial<FuzzOutcome> = {},
  answer: Partial<FuzzAnswer> = {},
): FuzzOutcome {
  const answers = [{ status: 200, text: JSON.stringify(body), calls: 1, variables: {}, ...answer }];
  const plain = Buffer.from(
    JSON.stringify({ accounts: [ROW, { accountId: "a-2", nickname: "@[r1/c-1/accounts/2]@" }] }),
  );
  const sent = [{ consentId: "c-1", place: "accounts" as const, id: undefined, plain }];
  return { run: "r1", answers, thrown: [], reports: [], sent, ...more };
}

/** An id of this test is its consent, and the account behind a slash. */
function decode(id: string): { consentId: string; ownId: string } {
  const [consentId = "", ownId = ""] = id.split("/");
  return { consentId, ownId };
}

const listOf = (node: object): object => ({ data: { accounts: { nodes: [node] } } });
const told = (code: keyof typeof ERROR_CODES, changes: object = {}): object => ({
  data: null,
  errors: [{ message: ERROR_CODES[code].public, extensions: { code }, ...changes }],
});

describe("the judge", () => {
  it("has nothing to say where every value is the account's own", () => {
    const contact = { note: `@[r1/c-1/contact-${MARK}/1]@` };
    expect(judge(outcome(listOf({ ...NODE, contact })), decode)).toEqual([]);
    expect(judge(outcome(told("PROVIDER_UNAVAILABLE")), decode)).toEqual([]);
  });

  it.each<[string, FuzzOutcome, RegExp]>([
    [
      "throws",
      outcome({ data: null }, { thrown: [new RangeError("stack")] }),
      /the server threw: RangeError/,
    ],
    ["reports what nobody foresaw", outcome({ data: null }, { reports: [new TypeError("x")] }), /unforeseen/],
    [
      "writes a bank's text into the log",
      outcome({ data: null }, { reports: [new GatewayError("NOT_FOUND", "no @[r1/c-1/x/1]@")] }),
      /log quotes/,
    ],
    ["answers 500", outcome({ data: null }, {}, { status: 500 }), /HTTP 500/],
    ["has no data", outcome({ errors: [] }), /no data at all/],
    ["tells of an error of its own", outcome(told("INTERNAL")), /led to INTERNAL/],
    ["tells another sentence", outcome(told("NOT_FOUND", { message: "No a-1." })), /another sentence/],
    [
      "quotes in an error",
      outcome(told("NOT_FOUND", { extensions: { code: "NOT_FOUND", detail: "@[r1/c" } })),
      /an error quotes/,
    ],
    [
      "quotes in its extensions",
      outcome({ data: null, extensions: { nulls: "@[r1/c" } }),
      /extensions quote/,
    ],
    [
      "shows another run's text",
      outcome(listOf({ ...NODE, nickname: "@[r0/c-1/accounts/1]@" })),
      /of run r0/,
    ],
    ["shows another consent's text", outcome(listOf({ ...NODE, nickname: "@[r1/c-2/accounts/1]@" })), /c-2/],
    [
      "shows another row's text",
      outcome(listOf({ ...NODE, nickname: "@[r1/c-1/accounts/2]@" })),
      /no one row/,
    ],
    [
      "shows another account's contact",
      outcome(listOf({ ...NODE, contact: { note: `@[r1/c-1/contact-${idMark("a-2")}/1]@` } })),
      /contact of a-1/,
    ],
    [
      "reads on in another account's list",
      outcome(
        { data: { transactions: [`@[r1/c-1/transactions-${idMark("a-2")}/1]@`] } },
        {},
        { variables: { account: "c-1/a-1" } },
      ),
      /transactions of a-1/,
    ],
    [
      "gives another account than was asked for",
      outcome({ data: { a0: { ...NODE, id: "c-1/a-1" } } }, {}, { variables: { id0: "c-1/a-2" } }),
      /another account/,
    ],
  ])("notices a gateway that %s", (_what, given, finding) => {
    expect(judge(given, decode).join("\n")).toMatch(finding);
  });
});

describe("an input", () => {
  it("is written down and read back byte for byte", () => {
    const random = seededRandom("written");
    let bankCase = validCase(random);
    for (let change = 0; change < 200; change += 1) bankCase = mutate(bankCase, random);
    expect(caseIn(caseText(bankCase))).toEqual(bankCase);
  });

  it("is the same for the same seed", () => {
    const made = (): string => {
      const random = seededRandom("same");
      return caseText(mutate(mutate(validCase(random), random), random));
    };
    expect(made()).toBe(made());
  });
});
