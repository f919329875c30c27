import type { Clock } from "../../core/clock.js";
import type { ErrorCode } from "../../core/error-codes.js";
import { failureFields } from "../../core/failure-fields.js";
import { GatewayError } from "../../core/gateway-error.js";
import { Secret } from "../../core/secret.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { TokenManager } from "../../tokens/token-manager.js";
import type { ConnectCallbacks } from "./connect-callbacks.js";
import type { ConnectClient, Opened } from "./connect-client.js";
import { remedyOf } from "./connect-failure.js";
import { challenged, later, reading, type ReadingPolicy, reopened, resting } from "./connect-reading.js";
import type { ConnectRequests } from "./connect-requests.js";
import type { Challenged, Opening, Reading, Session } from "./connect-session.js";
import { ConnectSessions } from "./connect-sessions.js";
import { type Snapshot, snapshotFrom } from "./connect-snapshot.js";
import type { ConnectSnapshots, Kept } from "./connect-snapshots.js";
import type { CallContext } from "./connect-transport.js";

export interface ConnectStepsParts {
  readonly client: Pick<ConnectClient, "authorize" | "accountsDetail" | "accountsDetailAsync">;
  readonly tokens: Pick<TokenManager, "accessToken">;
  readonly snapshots: ConnectSnapshots;
  readonly sessions: ConnectSessions;
  /** Missing where no webhook is expected. */
  readonly requests: ConnectRequests | undefined;
  readonly callbacks: ConnectCallbacks;
  readonly policy: ReadingPolicy;
  readonly retentionMs: number;
  /** How much history a reading asks for. */
  readonly historyDays: number;
  readonly clock: Pick<Clock, "now">;
}

/** A session as it was found in the store. */
export interface Held<Kind extends Session> {
  readonly reference: ConsentReference;
  readonly session: Kind;
  readonly version: number;
}

/**
 * The single steps of a reading (connect-reading.ts decides which one): each writes what it is about to do, goes to Flinks,
 * and writes what came of it. Each gives the version it left the record at, `undefined` where somebody else was faster or
 * nothing is left. A step that is broken off is done again by whoever comes by.
 *
 * Rejects with STORE_UNAVAILABLE, CONSENT_NOT_ACTIVE; whatever Flinks said is written down.
 */
export class ConnectSteps {
  readonly #parts: ConnectStepsParts;

  constructor(parts: ConnectStepsParts) {
    this.#parts = parts;
  }

  async open(
    { reference, session, version }: Held<Opening>,
    context: CallContext,
  ): Promise<number | undefined> {
    const { sessions, client, tokens } = this.#parts;
    const intent = await sessions.write(reference, session, version);
    if (intent === undefined) return undefined;
    const held = { reference, session, version: intent };
    const loginId = await tokens.accessToken(reference);
    const opened = await client.authorize(loginId, session.mode, context).catch(refusal);
    return opened instanceof GatewayError ? this.refuse(held, opened) : this.goOn(held, opened);
  }

  /** Writes down how `Authorize` was answered. @param wrongAnswers to the questions before. */
  async goOn(
    held: Held<Opening | Challenged>,
    opened: Opened,
    wrongAnswers = 0,
  ): Promise<number | undefined> {
    const { sessions, requests, callbacks, clock } = this.#parts;
    const { reference, session, version } = held;
    const requestId = opened.requestId.reveal();
    if (opened.opened === "session") {
      await requests?.note(requestId, reference);
      return sessions.write(reference, reading(session, requestId, clock.now()), version);
    }
    const question = { requestId, prompts: opened.prompts, wrongAnswers };
    const written = await sessions.write(reference, challenged(session, question, clock.now()), version);
    if (written === undefined) return undefined;
    callbacks.audit("connect.challenge-opened", { ...reference, prompts: opened.prompts.length });
    await callbacks.onChallenge(reference);
    return written;
  }

  async read(
    { reference, session, version }: Held<Reading>,
    context: CallContext,
  ): Promise<number | undefined> {
    const { sessions, client, clock, policy } = this.#parts;
    const next = later({ ...session, isAsked: true }, clock.now() + policy.pollMs);
    const intent = await sessions.write(reference, next, version);
    if (intent === undefined) return undefined;
    const requestId = new Secret(session.requestId);
    const held = { reference, session: next, version: intent };
    const asked = session.isAsked
      ? client.accountsDetailAsync(requestId, context)
      : client.accountsDetail(requestId, context);
    const detail = await asked.catch(refusal);
    if (detail instanceof GatewayError) return this.refuse(held, detail);
    if (detail.detail === "pending") return intent;
    return this.#finish(held, detail.bytes);
  }

  async giveUp(held: Held<Opening | Reading>): Promise<number | undefined> {
    return this.#rest(held, new GatewayError("PROVIDER_TIMEOUT", "the reading has taken too long"));
  }

  /** Nobody has answered in time, or nobody may any more. */
  async endChallenge(held: Held<Challenged>): Promise<number | undefined> {
    const { callbacks, sessions, clock } = this.#parts;
    const { reference, session, version } = held;
    const rest = resting(session, "CHALLENGE_ENDED", clock.now());
    const written = await sessions.write(reference, rest, version);
    if (written === undefined) return undefined;
    const { wrongAnswers } = session.challenge;
    callbacks.audit("connect.challenge-ended", { ...reference, wrongAnswers });
    await callbacks.onChallengeEnded(reference);
    return written;
  }

  /** Does what helps after a failure. */
  async refuse(
    held: Held<Opening | Reading | Challenged>,
    failure: GatewayError,
  ): Promise<number | undefined> {
    const { callbacks, sessions, clock, policy } = this.#parts;
    const { reference, session, version } = held;
    const { remedy, flinksCode = "" } = remedyOf(failure);
    if (remedy === "end-user") await callbacks.onReauthRequired(reference, flinksCode.toLowerCase());
    if (remedy === "operator") {
      callbacks.audit("operator.alarm", { alarm: "client_refused", ...reference, ...failureFields(failure) });
    }
    const again =
      session.status === "CHALLENGED" ? undefined : anotherTry(session, failure, clock.now(), policy);
    if (again === undefined) return this.#rest(held, failure);
    const written = await sessions.write(reference, again, version);
    if (written !== undefined && again.status === "OPENING") await this.#forgetRequest(session);
    return written;
  }

  async #finish(held: Held<Reading>, bytes: Buffer): Promise<number | undefined> {
    const { sessions, tokens, callbacks, clock } = this.#parts;
    const { reference, session, version } = held;
    const loginId = await tokens.accessToken(reference);
    const { retentionMs, historyDays } = this.#parts;
    const origin = { loginId, mode: session.mode, historyDays, now: clock.now(), retentionMs };
    const snapshot = readable(() => snapshotFrom(bytes, origin));
    if (snapshot instanceof GatewayError) return this.#rest(held, snapshot);
    const kept = await this.#keep(held, snapshot);
    if (kept === "ended") {
      await sessions.clear(reference, version);
      await this.#forgetRequest(session);
      return undefined;
    }
    const facts = { mode: session.mode, kept, asOf: new Date(snapshot.asOf).toISOString() };
    callbacks.audit("connect.snapshot-kept", { ...reference, ...facts });
    return undefined;
  }

  /** Flinks gives it once: it is kept whatever has become of the session's record. */
  async #keep({ reference, session, version }: Held<Reading>, snapshot: Snapshot): Promise<Kept> {
    const { snapshots, sessions } = this.#parts;
    const beside = [ConnectSessions.end(version)];
    const kept = await snapshots.keep(reference, snapshot, { replacesEqual: true, beside });
    if (kept !== "changed") return kept;
    const alone = await snapshots.keep(reference, snapshot, { replacesEqual: true });
    const found = await sessions.read(reference);
    const isSame = found.session?.status === "READING" && found.session.requestId === session.requestId;
    if (isSame) await sessions.clear(reference, found.version);
    return alone;
  }

  async #rest(
    { reference, session, version }: Held<Opening | Reading | Challenged>,
    failure: GatewayError,
  ): Promise<number | undefined> {
    const { callbacks, sessions, clock } = this.#parts;
    const rest = resting(session, codeOf(failure), clock.now(), failure.facts.retryAfter);
    const written = await sessions.write(reference, rest, version);
    if (written === undefined) return undefined;
    const { failures, until } = rest;
    const facts = { ...failureFields(failure), failures, restsUntil: new Date(until).toISOString() };
    callbacks.audit("connect.reading-failed", { ...reference, ...facts });
    await this.#forgetRequest(session);
    if (session.status === "CHALLENGED") await callbacks.onChallengeEnded(reference);
    return written;
  }

  /** No webhook can bring anything of a session that has failed. One that has brought data keeps it: Flinks tells that too. */
  async #forgetRequest(session: Opening | Reading | Challenged): Promise<void> {
    if (session.status === "READING") await this.#parts.requests?.take(session.requestId);
  }
}

/** @returns how the reading goes on all the same; `undefined` if it cannot. */
function anotherTry(
  session: Opening | Reading,
  failure: GatewayError,
  now: number,
  policy: ReadingPolicy,
): Opening | Reading | undefined {
  const { remedy, flinksCode } = remedyOf(failure);
  const { retryAfter = 0 } = failure.facts;
  const dueAt = now + Math.max(policy.pollMs, retryAfter * 1000);
  if (remedy === "wait") return later(session, dueAt);
  if (session.status === "OPENING") return undefined;
  if (remedy === "new-session") return reopened(session, now, policy);
  // A look at it failed, not the reading: Flinks goes on with that by itself.
  const isPassing = flinksCode === undefined ? failure.entry.retryable : flinksCode === "TOO_MANY_REQUESTS";
  return isPassing ? later(session, dueAt) : undefined;
}

/** What a reader is told while it rests: how a session ended is no matter of theirs. */
function codeOf({ code }: GatewayError): ErrorCode {
  return code === "PROVIDER_NOT_READY" || code === "CHALLENGE_ANSWER_WRONG" ? "PROVIDER_UNAVAILABLE" : code;
}

/** Flinks' failures are answers to be written down; those of our own store are not. */
function refusal(failure: unknown): GatewayError {
  if (failure instanceof GatewayError && failure.code !== "STORE_UNAVAILABLE") return failure;
  throw failure;
}

function readable<Value>(read: () => Value): Value | GatewayError {
  try {
    return read();
  } catch (failure) {
    return refusal(failure);
  }
}
