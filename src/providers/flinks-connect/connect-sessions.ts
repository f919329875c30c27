import type { Clock } from "../../core/clock.js";
import type { ConsentReference } from "../../tokens/consent-reference.js";
import type { SealedRecords, SealedWrite } from "../../tokens/sealed-records.js";
import { type ReadingPolicy, sessionExpiresAt } from "./connect-reading.js";
import { decodeSession, encodeSession, type Session } from "./connect-session.js";

export interface StoredSession {
  readonly session: Session | undefined;
  /** 0 where there is none. */
  readonly version: number;
}

/** The session record of each consent; its version is the fence. */
export class ConnectSessions {
  readonly #sealed: SealedRecords;
  readonly #clock: Pick<Clock, "now">;
  readonly #policy: ReadingPolicy;

  constructor(sealed: SealedRecords, clock: Pick<Clock, "now">, policy: ReadingPolicy) {
    this.#sealed = sealed;
    this.#clock = clock;
    this.#policy = policy;
  }

  /** Rejects with RECORD_UNREADABLE, STORE_UNAVAILABLE. */
  async read(reference: ConsentReference): Promise<StoredSession> {
    const record = await this.#sealed.read(reference, "connect-session");
    if (record === undefined) return { session: undefined, version: 0 };
    return { session: decodeSession(record.value), version: record.version };
  }

  /**
   * Rejects with CONSENT_NOT_ACTIVE if the consent has ended, STORE_UNAVAILABLE.
   * @returns the new version; `undefined` if somebody else was faster.
   */
  async write(reference: ConsentReference, session: Session, ifVersion: number): Promise<number | undefined> {
    const expiresAt = sessionExpiresAt(session, this.#clock.now(), this.#policy);
    const write: SealedWrite = {
      ...{ kind: "connect-session", value: encodeSession(session), ifVersion, expiresAt },
    };
    return (await this.#sealed.write(reference, [write])) ? ifVersion + 1 : undefined;
  }

  /** @returns the write that ends a session, for going with others. */
  static end(ifVersion: number): SealedWrite {
    return { kind: "connect-session", value: null, ifVersion };
  }

  /** Forgets a session, if nobody has changed it. */
  async clear(reference: ConsentReference, ifVersion: number): Promise<boolean> {
    return this.#sealed.write(reference, [ConnectSessions.end(ifVersion)]);
  }

  /** The consents that have one. */
  references(): AsyncIterable<ConsentReference> {
    return this.#sealed.references("connect-session");
  }
}
