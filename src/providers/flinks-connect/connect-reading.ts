import type { ErrorCode } from "../../core/error-codes.js";
import type { ChallengePrompt } from "../challenges.js";
import type { ReadingMode } from "./connect-client.js";
import type { Challenged, Opening, Reading, Session } from "./connect-session.js";
import type { Snapshot } from "./connect-snapshot.js";

/** The figures of one instance, in milliseconds. */
export interface ReadingPolicy {
  readonly maxAgeMs: number;
  readonly pollMs: number;
  readonly giveUpMs: number;
  /** How long after something fell due others wait for the one whose turn it is; longer than its calls take. */
  readonly patienceMs: number;
}

/** What one who comes by sees. */
export interface Sighting {
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** The record is as this process wrote it, and it is at work. */
  readonly isMine: boolean;
  /** What would be read if nothing is under way. */
  readonly mode: ReadingMode;
}

export type Step =
  | { readonly step: "open"; readonly session: Opening }
  | { readonly step: "ask" | "poll"; readonly session: Reading }
  | { readonly step: "give-up"; readonly session: Opening | Reading }
  | { readonly step: "end-challenge"; readonly session: Challenged }
  /** Somebody's turn comes at that moment. */
  | { readonly step: "wait"; readonly until: number }
  /** Nothing can be done now. */
  | { readonly step: "stop" };

const MINUTE_MS = 60_000;
/** Flinks ends a session that nobody has used for so long (help article 43000723738). */
const CHALLENGE_MS = 8 * MINUTE_MS;
const MAX_WRONG_ANSWERS = 3;
const MAX_REOPENED = 3;

/** A bank that asked in vain would ask again, and some lock those who are asked too often. */
const REST_AFTER_CHALLENGE_MS = 15 * MINUTE_MS;
const SHORTEST_REST_MS = MINUTE_MS;
const LONGEST_REST_MS = 15 * MINUTE_MS;

/** What is to be done next, decided without I/O. */
export function nextStep(session: Session | undefined, sight: Sighting, policy: ReadingPolicy): Step {
  const { now, mode } = sight;
  if (session === undefined) return { step: "open", session: opening(mode, 0, now) };
  switch (session.status) {
    case "RESTING":
      return now < session.until
        ? { step: "stop" }
        : { step: "open", session: opening(mode, session.failures, now) };
    case "CHALLENGED":
      return isOver(session, now) ? { step: "end-challenge", session } : { step: "stop" };
    case "OPENING":
    case "READING":
      return turn(session, sight, policy);
  }
}

function turn(session: Opening | Reading, { now, isMine }: Sighting, policy: ReadingPolicy): Step {
  if (now - session.startedAt >= policy.giveUpMs) return { step: "give-up", session };
  const dueAt = isMine ? session.dueAt : session.dueAt + policy.patienceMs;
  if (now < dueAt) return { step: "wait", until: dueAt };
  if (session.status === "OPENING") return { step: "open", session: { ...session, dueAt: now } };
  return { step: session.isAsked ? "poll" : "ask", session };
}

/** @returns whether a snapshot should be read anew. One that a live reading brought is as good as the bank could give then. */
export function isStale(snapshot: Snapshot, now: number, { maxAgeMs }: ReadingPolicy): boolean {
  return now - (snapshot.mode === "live" ? snapshot.readAt : snapshot.asOf) >= maxAgeMs;
}

function opening(mode: ReadingMode, failures: number, now: number): Opening {
  return { status: "OPENING", mode, startedAt: now, failures, reopened: 0, dueAt: now };
}

/** The session is open, and its data can be asked for. */
export function reading(session: Opening | Challenged, requestId: string, now: number): Reading {
  const { mode, failures, reopened } = session;
  // From here on Flinks works by itself: the time that a person took does not count.
  const startedAt = session.status === "CHALLENGED" ? now : session.startedAt;
  return { status: "READING", mode, startedAt, failures, reopened, requestId, isAsked: false, dueAt: now };
}

export function challenged(
  { mode, startedAt, failures, reopened }: Opening | Challenged,
  question: {
    readonly requestId: string;
    readonly prompts: readonly ChallengePrompt[];
    readonly wrongAnswers?: number;
  },
  now: number,
): Challenged {
  const { requestId, prompts, wrongAnswers = 0 } = question;
  return {
    ...{ status: "CHALLENGED", mode, startedAt, failures, reopened, requestId },
    challenge: { prompts, wrongAnswers, expiresAt: now + CHALLENGE_MS },
  };
}

/** Another try with the same session, or with the same intent. */
export function later<Held extends Opening | Reading>(session: Held, dueAt: number): Held {
  return { ...session, dueAt };
}

/**
 * The session is gone. What a live reading has brought Flinks keeps: a cached session gives it, and nobody is asked again.
 * @returns `undefined` if that was tried often enough.
 */
export function reopened(session: Reading, now: number, { pollMs }: ReadingPolicy): Opening | undefined {
  const { startedAt, failures, reopened: before } = session;
  if (before >= MAX_REOPENED) return undefined;
  const dueAt = now + before * pollMs;
  return { status: "OPENING", mode: "cached", startedAt, failures, reopened: before + 1, dueAt };
}

/** @param retryAfter seconds that Flinks asked to wait. */
export function resting(
  { failures: before }: { readonly failures: number },
  code: ErrorCode,
  now: number,
  retryAfter = 0,
): Extract<Session, { status: "RESTING" }> {
  const failures = before + 1;
  const growing = Math.min(SHORTEST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
  const rest = code === "CHALLENGE_ENDED" ? REST_AFTER_CHALLENGE_MS : growing;
  return { status: "RESTING", failures, code, until: now + Math.max(rest, retryAfter * 1000) };
}

/** @returns the challenge with one more wrong answer, open again for as long as Flinks waits; `undefined` after the third. */
export function answeredWrongly(session: Challenged, now: number): Challenged | undefined {
  const { prompts, wrongAnswers } = session.challenge;
  if (wrongAnswers + 1 >= MAX_WRONG_ANSWERS) return undefined;
  return challenged(session, { requestId: session.requestId, prompts, wrongAnswers: wrongAnswers + 1 }, now);
}

/** @returns whether nobody can answer any more. An answer that is on its way may still come in time. */
export function isOver({ challenge }: Challenged, now: number): boolean {
  return now >= Math.max(challenge.expiresAt, challenge.answeringUntil ?? 0);
}

export function isBeingAnswered({ challenge }: Challenged, now: number): boolean {
  return challenge.answeringUntil !== undefined && now < challenge.answeringUntil;
}

/** @returns after which moment a record of it is of no use; wall-clock milliseconds. */
export function sessionExpiresAt(
  session: Session,
  now: number,
  { giveUpMs, patienceMs }: ReadingPolicy,
): number {
  // A rest is remembered for a while after its end, so that the next one is longer.
  if (session.status === "RESTING") return session.until + LONGEST_REST_MS;
  // Never before the one who comes by has seen that it is over, and told so.
  return now + 2 * (giveUpMs + patienceMs) + 24 * 60 * MINUTE_MS;
}
