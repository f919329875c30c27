import { GatewayError } from "../../core/gateway-error.js";
import { Secret } from "../../core/secret.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { Challenge, ChallengeAnswer, ChallengePrompt, Challenges } from "../challenges.js";
import type { ConnectClient } from "./connect-client.js";
import { remedyOf } from "./connect-failure.js";
import { answeredWrongly, isBeingAnswered, isOver, reading } from "./connect-reading.js";
import type { Challenged } from "./connect-session.js";
import type { ConnectSteps, ConnectStepsParts, Held } from "./connect-steps.js";

export interface ConnectChallengesParts extends Pick<
  ConnectStepsParts,
  "sessions" | "callbacks" | "clock" | "policy"
> {
  readonly client: Pick<ConnectClient, "answer">;
  readonly steps: ConnectSteps;
  /** Goes on with a session whose record was left at a version. */
  readonly goOn: (reference: ConsentReference, version: number) => void;
}

const MAX_ANSWER = 500;

/** Security questions that a bank asks in the middle of a reading. Neither prompts nor answers are written to any log. */
export class ConnectChallenges implements Challenges {
  readonly #parts: ConnectChallengesParts;

  constructor(parts: ConnectChallengesParts) {
    this.#parts = parts;
  }

  /** Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE. @returns `undefined` if nothing is asked that could be answered. */
  async challengeOf(reference: ConsentReference): Promise<Challenge | undefined> {
    const session = (await this.#open(reference))?.session;
    return session && { prompts: session.challenge.prompts, expiresAt: session.challenge.expiresAt };
  }

  /**
   * Sends the answers to the bank. When it resolves, the bank is satisfied or asks something else: `challengeOf` tells.
   *
   * Rejects with CHALLENGE_ENDED if nothing is asked, somebody else is answering, or this was the third wrong answer;
   * CHALLENGE_ANSWER_WRONG; ARGUMENT_INVALID if not every prompt has one answer; CONSENT_REAUTH_REQUIRED; or why Flinks
   * could not be reached, and then the challenge is still open.
   */
  async answerChallenge(reference: ConsentReference, answers: readonly ChallengeAnswer[]): Promise<void> {
    const open = await this.#open(reference);
    if (open === undefined || isBeingAnswered(open.session, this.#parts.clock.now())) throw ended();
    const byPrompt = answersTo(open.session.challenge.prompts, answers);
    const held = await this.#begin(open);
    const { client, callbacks, steps, goOn } = this.#parts;
    const requestId = new Secret(held.session.requestId);
    const opened = await client.answer(requestId, byPrompt, {}).catch(flinksFailure);
    if (opened instanceof GatewayError) return this.#refused(held, opened);
    callbacks.audit("connect.challenge-answered", { ...reference, opened: opened.opened });
    const version = await steps.goOn(held, opened, held.session.challenge.wrongAnswers);
    if (opened.opened === "challenge" || version === undefined) return;
    await callbacks.onChallengeEnded(reference);
    goOn(reference, version);
  }

  async #open(reference: ConsentReference): Promise<Held<Challenged> | undefined> {
    const { sessions, clock } = this.#parts;
    const { session, version } = await sessions.read(reference);
    if (session?.status !== "CHALLENGED" || isOver(session, clock.now())) return undefined;
    return { reference, session, version };
  }

  /** Of two who answer at once one gets through here. */
  async #begin({ reference, session, version }: Held<Challenged>): Promise<Held<Challenged>> {
    const { sessions, clock, policy } = this.#parts;
    const answeringUntil = clock.now() + policy.patienceMs;
    const answering = { ...session, challenge: { ...session.challenge, answeringUntil } };
    const written = await sessions.write(reference, answering, version);
    if (written === undefined) throw ended();
    return { reference, session: answering, version: written };
  }

  async #refused(held: Held<Challenged>, failure: GatewayError): Promise<void> {
    const { callbacks, steps } = this.#parts;
    const { remedy, flinksCode } = remedyOf(failure);
    const facts = { ...held.reference, refused: flinksCode ?? failure.code };
    callbacks.audit("connect.challenge-answered", facts);
    if (remedy === "answer-again") return this.#wrong(held, failure);
    if (remedy === "go-on") return this.#acceptedBefore(held);
    if (remedy === "new-session") {
      await steps.endChallenge(held);
      throw ended();
    }
    await (remedy === "end-user" ? steps.refuse(held, failure) : this.#putBack(held));
    throw failure;
  }

  /** An answer before this one was accepted, and we were not told. */
  async #acceptedBefore({ reference, session, version }: Held<Challenged>): Promise<void> {
    const { callbacks, sessions, clock, goOn } = this.#parts;
    const open = reading(session, session.requestId, clock.now());
    const left = await sessions.write(reference, open, version);
    await callbacks.onChallengeEnded(reference);
    if (left !== undefined) goOn(reference, left);
  }

  async #wrong(held: Held<Challenged>, cause: GatewayError): Promise<never> {
    const { steps, sessions, clock } = this.#parts;
    const again = answeredWrongly(held.session, clock.now());
    if (again === undefined) {
      await steps.endChallenge(held);
      throw ended();
    }
    await sessions.write(held.reference, again, held.version);
    throw new GatewayError("CHALLENGE_ANSWER_WRONG", "the bank did not accept the answer", { cause });
  }

  /** Nobody has looked at the answer: it can be given again. */
  async #putBack({ reference, session, version }: Held<Challenged>): Promise<void> {
    const challenge = { ...session.challenge, answeringUntil: undefined };
    await this.#parts.sessions.write(reference, { ...session, challenge }, version);
  }
}

/** @throws GatewayError ARGUMENT_INVALID, without a word of prompts or answers */
function answersTo(
  prompts: readonly ChallengePrompt[],
  answers: readonly ChallengeAnswer[],
): ReadonlyMap<string, string> {
  const byPrompt = new Map(answers.map(({ prompt, answer }) => [prompt, answer]));
  const isWhole = byPrompt.size === prompts.length && answers.length === prompts.length;
  if (!isWhole || !prompts.every(({ text }) => byPrompt.has(text))) {
    throw invalid("not every prompt has one answer");
  }
  for (const answer of byPrompt.values()) {
    if (answer === "" || answer.length > MAX_ANSWER) throw invalid("an answer is empty or too long");
  }
  return byPrompt;
}

function invalid(detail: string): GatewayError {
  return new GatewayError("ARGUMENT_INVALID", detail, { facts: { argument: "answers" } });
}

function flinksFailure(failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  throw failure;
}

function ended(): GatewayError {
  return new GatewayError("CHALLENGE_ENDED", "nothing is asked that could be answered now");
}
