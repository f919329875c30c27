import "reflect-metadata";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { parse, validate } from "graphql";
import { GatewayError } from "../../../../src/core/gateway-error.js";
import type { KeptPart } from "../../../../src/core/kept-part.js";
import type { GraphContext } from "../../../../src/graph/context.js";
import { createGraphQLServer } from "../../../../src/graph/graphql-server.js";
import { KnownDocuments, operationOf } from "../../../../src/graph/operation/known-documents.js";
import { runOperation } from "../../../../src/graph/operation/run-operation.js";
import { lookForWhole, partsOf, type WholeLook } from "../../../../src/graph/operation/whole-look.js";
import { canBeWhole } from "../../../../src/graph/operation/whole-question.js";
import type { WholeAnswers, WholeQuestion } from "../../../../src/graph/operation/whole-answers.js";
import { serialise } from "../../../../src/graph/projected/raw-lists.js";
import { createSchema } from "../../../../src/graph/schema.js";
import { directoryOf } from "../../../support/bank-directory.js";
import { activeConsent, consent, MAPLE, providerProfile } from "../../../support/builders.js";
import type { BankDirectory } from "../../../../src/providers/directory/bank-directory.js";
import { AppId, EndUserId } from "../../../../src/core/ids.js";
import type { Answer } from "../../../../src/providers/answer.js";
import type { FdxRecord, Page } from "../../../../src/providers/data-provider.js";
import { madeAnswer } from "../../../support/made-answer.js";
import { GraphWorld } from "../../../support/graph-world.js";

const PARTS: readonly KeptPart[] = [{ consentId: "c-1", name: "a", serial: 1, readAt: 0, goodUntil: 1 }];
const schema = createSchema();
let documents: KnownDocuments;

/** Whatever is put there. */
class Shelf implements WholeAnswers {
  readonly questions: WholeQuestion[] = [];
  readonly kept = new Map<string, Buffer>();

  async find(question: WholeQuestion): Promise<Buffer | undefined> {
    this.questions.push(question);
    return this.kept.get(question.text);
  }

  async keep({ text }: WholeQuestion, answer: string | Buffer, parts: readonly KeptPart[]): Promise<void> {
    expect(parts).toBe(PARTS);
    this.kept.set(text, Buffer.from(answer));
  }
}

let server: Awaited<ReturnType<typeof createGraphQLServer>>;
let world: GraphWorld;
let shelf: Shelf;
let end: AbortController;

/** As the HTTP layer does. */
async function look(
  operation: Parameters<typeof lookForWhole>[1],
  context: GraphContext,
): Promise<Partial<WholeLook>> {
  return canBeWhole(operation, context) ? lookForWhole(shelf, operation, context) : {};
}

/** @param told what the request's context says in place of what it would say */
async function ask(
  query: string,
  variables?: Record<string, unknown>,
  name?: string,
  told: Partial<GraphContext> = {},
): Promise<string> {
  expect(validate(schema, parse(query))).toEqual([]);
  const known = documents.find(query) ?? documents.remember(query, parse(query), schema);
  const operation = operationOf(known, name);
  if (operation === undefined) throw new Error("no such operation");
  const context = { ...world.context(), ...told };
  const { question, whole } = await look({ ...operation, variables }, context);
  if (whole !== undefined) return String(whole);
  const result = await runOperation(operation, variables, context);
  if (result === undefined) return "not run";
  const body = serialise(result, context.rawLists);
  const parts = partsOf(result, context);
  if (question && parts) await shelf.keep(question, body, parts);
  return String(body);
}

beforeAll(async () => {
  server = await createGraphQLServer({ introspection: false });
});

beforeEach(() => {
  world = GraphWorld.over(server);
  end = new AbortController();
  world.signal = end.signal;
  shelf = new Shelf();
  documents = new KnownDocuments();
  world.kept = PARTS;
  world.allowRawPayload = true;
  world.bank.accountsOf.set("c-1", ["a", "b"]);
  world.bank.accountFields.set("a", { accountNumber: "1" });
});

afterEach(() => {
  end.abort();
});

const NETWORKS = "{ accounts { nodes { paymentNetworks { bankId } } } }";
const NAMES = "{ accounts { nodes { id nickname } problems { code } } customer { id } }";

describe("an answer whose parts were all kept", () => {
  it("is kept as it was sent, and given to who asks again, without a look at any part", async () => {
    const first = await ask(NAMES);
    expect(JSON.parse(first)).toMatchObject({ data: { accounts: { nodes: [{}, {}] } } });
    const asked = world.bank.calls.length;
    expect(await ask(NAMES)).toBe(first);
    expect(world.bank.calls).toHaveLength(asked);
    expect(shelf.questions).toHaveLength(2);
  });

  it("says nothing of how much the next run holds", async () => {
    await ask(NAMES);
    const { lastAnswers } = documents.find(NAMES) ?? {};
    await ask(NAMES);
    expect(lastAnswers).toBeGreaterThan(0);
    expect(documents.find(NAMES)?.lastAnswers).toBe(lastAnswers);
  });

  it("is looked for again after a run that failed before it asked for anything", async () => {
    const page = "query ($first: Int!) { accounts(first: $first) { nodes { id } } }";
    await ask(page, { first: 2 });
    const upstream = { ...world.context().upstream, made: 0, cached: 0 };
    expect(await ask(page, { first: -1 }, undefined, { upstream })).toContain('"made":0');
    expect(documents.find(page)?.lastAnswers).toBeGreaterThan(0);
  });

  it("is looked for only as long as the request lasts", async () => {
    shelf.find = () => new Promise(() => undefined);
    const answer = ask(NAMES);
    setTimeout(() => {
      end.abort();
    }, 10);
    expect(await answer).toContain("data");
  });

  it("is not there where looking fails", async () => {
    shelf.find = () => Promise.reject(new Error("a bug"));
    expect(await ask(NAMES)).toContain('"nodes":[{');
  });

  it.each<[string, string, string | (() => void)]>([
    ["shows when it was asked for", "{ accounts { nodes { asOf } } }", "{ accounts { nodes { id } } }"],
    ["shows how old a total is", "{ cashPosition { coverage { oldestAsOf } } }", NAMES],
    [
      "shows consents as they are",
      "{ consents { id } accounts { totalCount } }",
      "{ accounts { totalCount } }",
    ],
    [
      "shows what a bank is known to serve",
      "{ dataProviders { nodes { capability { fdxVersion } } } accounts { totalCount } }",
      "{ dataProviders { nodes { id } } accounts { totalCount } }",
    ],
    ["has to be written down each time", "{ accounts { nodes { raw } } }", "{ accounts { nodes { id } } }"],
    ["says that a consent cannot answer", NAMES, () => world.bank.failing.set("c-1", timeout())],
    ["says that a consent has ended", NAMES, () => (world.consents = [...world.consents, ended()])],
    ["has errors", "{ accounts(first: -1) { totalCount } customer { id } }", "{ customer { id } }"],
    ["has a part that the bank does not offer", "{ accounts { nodes { contact { emails } } } }", unsupported],
    ["lacks what a list should have", "{ accounts { nodes { id } } }", () => (world.bank.endlessList = true)],
    ["lacks what a list of an account should have", NETWORKS, () => (world.bank.paymentNetworks = short)],
    ["was not made of kept parts alone", NAMES, () => (world.kept = undefined)],
  ])("is not kept where it %s, and else it is", async (_, query, cause) => {
    await ask(typeof cause === "string" ? cause : query);
    expect(shelf.kept.size).toBe(1);
    shelf.kept.clear();
    if (typeof cause !== "string") cause();
    await ask(query);
    expect(shelf.kept.size).toBe(0);
  });

  it("is not kept where it has errors, even if nobody had to be told of them", async () => {
    await ask("{ accounts(first: -1) { totalCount } customer { id } }", {}, undefined, {
      isRepeatable: () => true,
    });
    expect(shelf.kept.size).toBe(0);
  });

  it.each<[string, () => void, string?]>([
    ["everything has to be new", () => (world.maxAgeSeconds = 0)],
    ["the person has consented to nothing", () => (world.consents = [])],
    [
      "the consents cannot be read",
      () => (world.failConsents = new GatewayError("STORE_UNAVAILABLE", "away")),
    ],
    ["a bank's data come from a snapshot", () => (world.banks = snapshots())],
    ["something is changed", () => undefined, 'mutation { revokeConsent(id: "x") { __typename } }'],
  ])("is not even looked for where %s", async (...[, prepare, query = NAMES]) => {
    prepare();
    await ask(query);
    expect(shelf.questions).toHaveLength(0);
  });

  it("is looked for once, and no more, where no bank was asked", async () => {
    for (let times = 0; times < 3; times += 1) await ask("{ __typename }");
    expect(shelf.questions).toHaveLength(1);
  });

  it("is not made where variables do not fit", async () => {
    expect(await ask("query ($first: Int!) { accounts(first: $first) { totalCount } }", {})).toBe("not run");
    expect(shelf.kept.size).toBe(0);
  });
});

describe("the question that an answer is kept under", () => {
  const TWO = "query A($n: Int) { accounts(first: $n) { totalCount } } query B { accounts { totalCount } }";

  async function question(
    query = TWO,
    variables: Record<string, unknown> = { n: 1 },
    name = "A",
  ): Promise<string> {
    await ask(query, variables, name);
    return shelf.questions.at(-1)?.text ?? "";
  }

  it.each<[string, () => void]>([
    ["the age that is taken", () => (world.maxAgeSeconds = 60)],
    [
      "the day",
      () => {
        world.clock.advance(86_400_000);
      },
    ],
    ["a consent more", () => (world.consents = [...world.consents, activeConsent("c-4")])],
    ["another consent", () => (world.consents = [activeConsent("c-1"), activeConsent("c-3")])],
    [
      "a consent that has changed",
      () => (world.consents = [{ ...activeConsent("c-1"), version: 7 }, activeConsent("c-2")]),
    ],
    ["a consent that has ended by itself", () => (world.consents = [activeConsent("c-1"), ended("c-2")])],
    ["banks that have changed", () => (world.banks = changedBanks())],
    ["the app", () => (world.caller = { ...world.caller, appId: AppId("other") })],
    ["the end user", () => (world.caller = { ...world.caller, endUserId: EndUserId("other") })],
  ])("is another one with %s", async (_, change) => {
    world.consents = [activeConsent("c-1"), activeConsent("c-2")];
    const before = await question();
    expect(await question()).toBe(before);
    change();
    expect(await question()).not.toBe(before);
  });

  it("is another one with other variables, another operation and another document", async () => {
    const texts = [
      await question(),
      await question(TWO, { n: 2 }),
      await question(TWO, {}),
      await question(TWO, { n: 1 }, "B"),
      await question(`${TWO} `),
    ];
    expect(new Set(texts).size).toBe(5);
  });

  it("does not hang on variables that the operation does not have, nor on their order", async () => {
    const query =
      "query A($n: Int!, $m: Int!) { a: accounts(first: $n) { totalCount } b: accounts(first: $m) { totalCount } }";
    const texts = [
      await question(query, { n: 1, m: 2 }),
      await question(query, { m: 2, n: 1 }),
      await question(query, { n: 1, m: 2, nonce: 3 }),
    ];
    expect(new Set(texts).size).toBe(1);
  });

  it("knows null from what is left out and from a number that JSON has no text for", async () => {
    const query =
      "query A($day: Date) { accounts { nodes { transactions(startDate: $day) { totalCount } } } }";
    const texts = [];
    for (const day of [null, undefined, Infinity, -Infinity]) texts.push(await question(query, { day }));
    expect(new Set(texts).size).toBe(4);
  });

  it("names the active consents alone", async () => {
    world.consents = [ended("c-0"), ...world.consents];
    await question();
    expect(shelf.questions.at(-1)?.consents.map(({ consentId }) => consentId)).toEqual(["c-1"]);
  });
});

function timeout(): GatewayError {
  return new GatewayError("PROVIDER_TIMEOUT", "late");
}

function ended(id = "c-9"): ReturnType<typeof consent> {
  return { ...consent(), ...activeConsent(id), state: { phase: "EXPIRED", since: 0 } };
}

function unsupported(): void {
  world.bank.contact = () => Promise.reject(new GatewayError("PROVIDER_UNSUPPORTED", "none"));
}

async function short(): Promise<Answer<Page<FdxRecord>>> {
  return madeAnswer({ rows: [{ bankId: "1" }], next: undefined, totalElements: 9 });
}

function snapshots(): BankDirectory {
  return directoryOf([{ ...providerProfile(MAPLE), isSnapshot: true }]);
}

function changedBanks(): BankDirectory {
  const banks = directoryOf([providerProfile(MAPLE)]);
  banks.setListed([]);
  return banks;
}
