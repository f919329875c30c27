import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { ChallengeAnswer } from "../../../../src/providers/challenges.js";
import { connectAccount, connectDetail } from "../../../support/connect-answers.js";
import { connectCall, type ConnectProcess, ConnectWorld, MINUTE_MS } from "../../../support/connect-world.js";
import { ok, refused } from "../../../support/fake-connect.js";
import { Gate } from "../../../support/gate.js";
import { REFERENCE } from "../../../support/token-world.js";

const PROMPT = "What city were you born in?";
const ANSWER: readonly ChallengeAnswer[] = [{ prompt: PROMPT, answer: "Montreal" }];
const WRONG: readonly ChallengeAnswer[] = [{ prompt: PROMPT, answer: "Toronto" }];

let world: ConnectWorld;
let here: ConnectProcess;

beforeEach(async () => {
  world = await ConnectWorld.open();
  here = world.process();
});

afterEach(() => world.close());

async function titles({ provider }: ConnectProcess = here): Promise<unknown[]> {
  const answer = await provider.accounts(connectCall().call, { resultType: "details" });
  return answer.value.rows.map(({ productName }) => productName);
}

/** Has an old snapshot, and a bank that asks before it gives a newer one. */
async function challenged(prompts = [PROMPT]): Promise<void> {
  await titles();
  await here.time.pass(7 * 60 * MINUTE_MS);
  const question = world.flinks.challenge(prompts);
  world.flinks.authorize = (body) =>
    body["SecurityResponses"] === undefined ? question : world.flinks.session();
  world.flinks.detail = () => ok(connectDetail({ Accounts: [connectAccount({ Title: "New" })] }));
  await titles();
  await here.time.settle();
  world.flinks.calls.length = 0;
}

const answer = (answers = ANSWER, { connect } = here): Promise<void> =>
  connect.challenges.answerChallenge(REFERENCE, answers);
const open = (): ReturnType<typeof here.connect.challenges.challengeOf> =>
  here.connect.challenges.challengeOf(REFERENCE);

describe("a challenge", () => {
  it("is told and kept, while the old snapshot can be read", async () => {
    await challenged();
    expect(world.told).toEqual(["challenge consent-1"]);
    expect(await open()).toEqual({
      prompts: [{ text: PROMPT, type: "QuestionAndAnswer" }],
      expiresAt: world.clock.now() + 8 * MINUTE_MS,
    });
    expect(await titles()).toEqual(["Chequing CAD"]);
    expect(world.flinks.calls).toEqual([]);
  });

  it("without a snapshot is what a reader is told", async () => {
    world.flinks.authorize = () => world.flinks.challenge();
    await expect(titles()).rejects.toMatchObject({ code: "CHALLENGE_REQUIRED" });
    await expect(titles()).rejects.toMatchObject({ code: "CHALLENGE_REQUIRED" });
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "Authorize"]);
  });

  it("offers the bank's choices", async () => {
    const body = {
      RequestId: "request-9",
      SecurityChallenges: [{ Type: "MultipleChoice", Prompt: "Where to?", Iterables: ["***1", "***2", 7] }],
    };
    world.flinks.authorize = () => ({ status: 203, body });
    await expect(titles()).rejects.toThrow();
    expect((await open())?.prompts).toEqual([
      { text: "Where to?", type: "MultipleChoice", options: ["***1", "***2"] },
    ]);
  });

  it.each([[[]], [[{ Prompt: "" }]], [[{ Prompt: 7 }]], ["text"], [[{ Prompt: "a" }, { Prompt: "a" }]]])(
    "of the form %j could be answered by nobody, and is none",
    async (SecurityChallenges) => {
      world.flinks.authorize = () => ({ status: 203, body: { RequestId: "r", SecurityChallenges } });
      await expect(titles()).rejects.toMatchObject({ code: "PROVIDER_ANSWER_INVALID" });
      expect(await open()).toBeUndefined();
    },
  );

  it("is told again by the chore, in case nobody heard", async () => {
    await challenged();
    await here.connect.round(new AbortController().signal);
    expect(world.told).toEqual(["challenge consent-1", "challenge consent-1"]);
  });

  it("that nobody answers ends after eight minutes, and the bank is left alone for a while", async () => {
    await challenged();
    await here.time.pass(8 * MINUTE_MS);
    expect(await open()).toBeUndefined();
    await expect(answer()).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
    await here.connect.round(new AbortController().signal);
    await here.time.settle();
    expect(world.told).toEqual(["challenge consent-1", "challenge ended consent-1"]);
    expect(await titles()).toEqual(["Chequing CAD"]);
    await here.time.pass(14 * MINUTE_MS);
    await titles();
    await here.time.settle();
    expect(world.flinks.calls).toEqual([]);
    await here.time.pass(MINUTE_MS);
    await titles();
    await here.time.settle();
    expect(world.told.at(-1)).toBe("challenge consent-1");
  });
});

describe("an answer", () => {
  it("opens the session, and the reading goes on by itself", async () => {
    await challenged();
    await answer();
    await here.time.settle();
    expect(world.flinks.calls[1]?.body).toEqual({
      RequestId: "request-2",
      SecurityResponses: { [PROMPT]: ["Montreal"] },
    });
    expect(world.flinks.names()).toEqual(["GenerateAuthorizeToken", "Authorize", "GetAccountsDetail"]);
    expect(world.told).toEqual(["challenge consent-1", "challenge ended consent-1"]);
    expect(await titles()).toEqual(["New"]);
    expect(await open()).toBeUndefined();
  });

  it("may be followed by another question", async () => {
    await challenged();
    const next = world.flinks.challenge(["Which country?"]);
    world.flinks.authorize = () => next;
    await answer();
    expect((await open())?.prompts).toMatchObject([{ text: "Which country?" }]);
    world.flinks.authorize = () => world.flinks.session();
    await answer([{ prompt: "Which country?", answer: "Canada" }]);
    await here.time.settle();
    expect(await titles()).toEqual(["New"]);
  });

  it("that is wrong may be given again, and three times; then the old snapshot is still there", async () => {
    await challenged();
    world.flinks.authorize = () => refused("INVALID_SECURITY_RESPONSE");
    await here.time.pass(5 * MINUTE_MS);
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ANSWER_WRONG" });
    expect(await open()).toMatchObject({ expiresAt: world.clock.now() + 8 * MINUTE_MS });
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ANSWER_WRONG" });
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
    await expect(answer()).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(3);
    expect(world.told).toEqual(["challenge consent-1", "challenge ended consent-1"]);
    expect(await titles()).toEqual(["Chequing CAD"]);
  });

  it("that is wrong counts on when the bank asks something else meanwhile", async () => {
    await challenged();
    world.flinks.authorize = () => refused("INVALID_SECURITY_RESPONSE");
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ANSWER_WRONG" });
    const next = world.flinks.challenge([PROMPT]);
    world.flinks.authorize = () => next;
    await answer();
    world.flinks.authorize = () => refused("INVALID_SECURITY_RESPONSE");
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ANSWER_WRONG" });
    await expect(answer(WRONG)).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
  });

  it.each([
    ["none", []],
    ["one too few", [{ prompt: PROMPT, answer: "Montreal" }]],
    [
      "of another question",
      [
        { prompt: PROMPT, answer: "Montreal" },
        { prompt: "Which?", answer: "x" },
      ],
    ],
    [
      "two of one",
      [
        { prompt: PROMPT, answer: "Montreal" },
        { prompt: PROMPT, answer: "Toronto" },
      ],
    ],
    [
      "an empty one",
      [
        { prompt: PROMPT, answer: "Montreal" },
        { prompt: "Which country?", answer: "" },
      ],
    ],
    [
      "one too long",
      [
        { prompt: PROMPT, answer: "Montreal" },
        { prompt: "Which country?", answer: "x".repeat(501) },
      ],
    ],
  ])("to two questions must be two: not %s", async (_, answers) => {
    await challenged([PROMPT, "Which country?"]);
    await expect(answer(answers)).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      facts: { argument: "answers" },
    });
    expect(world.flinks.calls).toEqual([]);
    expect(await open()).toBeDefined();
  });

  it("of one of two people gets through; the other is told", async () => {
    await challenged();
    const gate = new Gate();
    world.flinks.beforeAnswer = async ({ name }) => (name === "Authorize" ? gate.pass() : undefined);
    const first = answer();
    await gate.reached;
    await expect(answer(WRONG, world.process())).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
    gate.open();
    await first;
    await here.time.settle();
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(1);
    expect(await titles()).toEqual(["New"]);
  });

  it("of two people in the same moment: one gets through", async () => {
    await challenged();
    const both = await Promise.allSettled([answer(), answer(ANSWER, world.process())]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await here.time.settle();
    expect(world.flinks.names().filter((name) => name === "Authorize")).toHaveLength(1);
  });

  it("that does not reach Flinks can be given again", async () => {
    await challenged();
    const { authorize } = world.flinks;
    world.flinks.authorize = () => "no answer";
    await expect(answer()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    expect(await open()).toBeDefined();
    world.flinks.authorize = authorize;
    await answer();
    await here.time.settle();
    expect(await titles()).toEqual(["New"]);
  });

  it("whose giver has died in the middle can be given by another", async () => {
    await challenged();
    const gate = new Gate();
    world.flinks.beforeAnswer = gate.pass;
    answer().catch(() => undefined);
    await gate.reached;
    await here.memory.close();
    world.flinks.beforeAnswer = async () => undefined;
    const there = world.process();
    await there.time.pass(11_000);
    await answer(ANSWER, there);
    await there.time.settle();
    expect(await titles(there)).toEqual(["New"]);
    gate.open();
  });

  it("that was accepted before, and nobody told us, goes on", async () => {
    await challenged();
    world.flinks.authorize = () => refused("ALREADY_AUTHORIZED", 400);
    await answer();
    await here.time.settle();
    expect(await titles()).toEqual(["New"]);
  });

  it.each(["SESSION_NONEXISTENT", "SESSION_EXPIRED"])(
    "to a session that is gone (%s) ends it",
    async (code) => {
      await challenged();
      world.flinks.authorize = () => refused(code, 400);
      await expect(answer()).rejects.toMatchObject({ code: "CHALLENGE_ENDED" });
      expect(await open()).toBeUndefined();
      expect(world.told.at(-1)).toBe("challenge ended consent-1");
    },
  );

  it("after which the bank shuts the login is the end user's to mend", async () => {
    await challenged();
    world.flinks.authorize = () => refused("DISABLED_LOGIN");
    await expect(answer()).rejects.toMatchObject({ code: "CONSENT_REAUTH_REQUIRED" });
    expect(world.told).toContain("reauth consent-1 disabled_login");
    expect(await open()).toBeUndefined();
  });

  it("is written nowhere, nor is its prompt", async () => {
    await challenged();
    world.flinks.authorize = () => refused("INVALID_SECURITY_RESPONSE");
    const failure: unknown = await answer(WRONG).catch((reason: unknown) => reason);
    world.flinks.authorize = () => world.flinks.session();
    await answer();
    const written = JSON.stringify([String(failure), world.audit.records]);
    for (const secret of ["Toronto", "Montreal", PROMPT, "request-2"]) expect(written).not.toContain(secret);
    const stored = JSON.stringify([...world.place.snapshot().values()].map((rows) => [...rows.values()]));
    expect(stored).not.toContain(PROMPT);
  });
});
