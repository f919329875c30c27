import { randomUUID } from "node:crypto";
import type { ConnectClock } from "./connect-clock.js";
import { FlinksRefusal } from "./flinks-answer.js";
import type { LiveRead } from "./live-reads.js";
import type { Login } from "./login-register.js";
import type { Challenge } from "./security-questions.js";

/** What `GetAccountsDetail` was asked for; a poll gives the same. */
export interface DetailOptions {
  readonly withAccountIdentity: boolean;
  readonly withTransactions: boolean;
  readonly daysOfTransactions: number;
  /** Undefined gives all. */
  readonly accountIds: ReadonlySet<string> | undefined;
}

/** The endpoints that hand out a session's data, each of them once. */
type Delivery = "summary" | "detail";

/** One `RequestId`. */
export interface Session {
  readonly requestId: string;
  readonly login: Login;
  /** Whether what is read will be kept for cached reads. */
  readonly save: boolean;
  /** There until the security question is answered. */
  challenge?: Challenge;
  /** There in a live session once the bank is being read. */
  read?: LiveRead;
  asked?: DetailOptions;
  lastUsedAt: number;
  readonly delivered: Set<Delivery>;
}

const MINUTE_MS = 60_000;
/** A security question is left unanswered so long. */
const AUTHORIZATION_IDLE_MS = 8 * MINUTE_MS;
/** From then on a session gives no data. */
const SESSION_MS = 30 * MINUTE_MS;
const SESSIONS_KEPT = 10_000;

/** The sessions of this face. They do not outlive a restart. */
export class SessionRegister {
  readonly #clock: ConnectClock;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: ConnectClock) {
    this.#clock = clock;
  }

  open(login: Login, options: { readonly save: boolean; readonly challenge?: Challenge }): Session {
    const session: Session = {
      ...{ requestId: randomUUID(), login, ...options },
      ...{ lastUsedAt: this.#clock.now(), delivered: new Set<Delivery>() },
    };
    this.#sessions.set(session.requestId, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > SESSIONS_KEPT && oldest !== undefined) this.#sessions.delete(oldest);
    return session;
  }

  /**
   * The session that waits for the answer to a security question.
   * @throws FlinksRefusal SESSION_NONEXISTENT if there is none, SESSION_EXPIRED after eight idle minutes.
   */
  waiting(requestId: unknown): { readonly session: Session; readonly challenge: Challenge } {
    const session = this.#living(requestId, AUTHORIZATION_IDLE_MS);
    const { challenge } = session;
    // A RequestId is of one session: one that was authorized is not authorized again.
    if (challenge === undefined) throw new FlinksRefusal("SESSION_NONEXISTENT");
    session.lastUsedAt = this.#clock.now();
    return { session, challenge };
  }

  /**
   * The session that data are asked from.
   * @throws FlinksRefusal SESSION_NONEXISTENT if there is none or it has given these data, SESSION_EXPIRED after half an hour.
   */
  authorized(requestId: unknown, delivery: Delivery): Session {
    const session = this.#living(requestId, SESSION_MS);
    const isOpen = session.challenge === undefined && !session.delivered.has(delivery);
    if (!isOpen) throw new FlinksRefusal("SESSION_NONEXISTENT");
    return session;
  }

  /** The question was answered: the half hour for the data begins. */
  authorize(session: Session): void {
    delete session.challenge;
    session.lastUsedAt = this.#clock.now();
  }

  close(session: Session): void {
    this.#sessions.delete(session.requestId);
  }

  closeAllOf(loginId: string): void {
    for (const session of this.#sessions.values()) {
      if (session.login.id === loginId) this.close(session);
    }
  }

  #living(requestId: unknown, lifetimeMs: number): Session {
    const session = typeof requestId === "string" ? this.#sessions.get(requestId) : undefined;
    if (session === undefined) throw new FlinksRefusal("SESSION_NONEXISTENT");
    const isExpired = this.#clock.now() - session.lastUsedAt >= lifetimeMs;
    if (isExpired) throw new FlinksRefusal("SESSION_EXPIRED");
    return session;
  }
}
