import type { Day } from "../seed/calendar.js";
import type { FlinksCode } from "./flinks-answer.js";
import type { SignedIn } from "./sign-in.js";
import { stableUuid } from "../seed/stable-uuid.js";

/** A live read whose data Flinks keeps: cached reads give these and no newer ones. */
export interface StoredRead {
  /** The last day in the books when they were read. */
  readonly day: Day;
  /** Milliseconds since 1970; becomes `Login.LastRefresh`. */
  readonly at: number;
}

/** One end user's connection to one institution. */
export interface Login {
  readonly id: string;
  /** The same for the same user at the same institution in the same language; outlives the id. */
  readonly connection: string;
  readonly institutionId: number;
  readonly username: string;
  readonly personId: string;
  /** Whether the bank asks a security question at every live read. */
  readonly asksMfa: boolean;
  /** Missing until the first read has finished. */
  stored?: StoredRead;
  /** Every live read is refused with it. */
  refusal: FlinksCode | null;
  /** Whether the next live read asks a security question, once. */
  asksMfaNext: boolean;
  /** Questions asked so far: the next one is another. */
  questionsAsked: number;
}

/** What a restart must not lose. */
export interface LoginState {
  readonly logins: readonly Login[];
  /** How often each connection was deleted. */
  readonly deletions: readonly (readonly [connection: string, times: number])[];
}

/** Who signed in where, in which language. */
export interface Connection {
  readonly customerId: string;
  readonly institutionId: number;
  readonly signedIn: SignedIn;
  readonly language: string;
}

/** All connections. A `loginId` is derived from whose it is, and lasts until `DeleteCard`. */
export class LoginRegister {
  readonly #logins: Map<string, Login>;
  readonly #deletions: Map<string, number>;
  readonly #tell: (state: LoginState) => void;

  /** @param changed told after every change. */
  constructor(kept: LoginState | undefined, changed: (state: LoginState) => void = () => undefined) {
    this.#logins = new Map(kept?.logins.map((login) => [login.id, login]));
    this.#deletions = new Map(kept?.deletions);
    this.#tell = changed;
  }

  find(loginId: string): Login | undefined {
    return this.#logins.get(loginId);
  }

  all(): readonly Login[] {
    return [...this.#logins.values()];
  }

  /** The login of a connection. One that is new is forgotten again unless `keep` is called. */
  prepare({ customerId, institutionId, signedIn, language }: Connection): Login {
    const connection = stableUuid(customerId, String(institutionId), signedIn.username, language);
    // After a deletion the same connection gets another id, as it does at Flinks.
    const id = stableUuid(connection, String(this.#deletions.get(connection) ?? 0));
    return (
      this.#logins.get(id) ?? {
        ...{ id, connection, institutionId, ...signedIn },
        ...{ refusal: null, asksMfaNext: false, questionsAsked: 0 },
      }
    );
  }

  keep(login: Login): void {
    this.#logins.set(login.id, login);
    this.changed();
  }

  /** Forgets everything about a login. @returns whether there was one. */
  remove(loginId: string): boolean {
    const login = this.#logins.get(loginId);
    if (login === undefined) return false;
    this.#logins.delete(loginId);
    this.#deletions.set(login.connection, (this.#deletions.get(login.connection) ?? 0) + 1);
    this.changed();
    return true;
  }

  /** To be called after a login was changed. */
  changed(): void {
    this.#tell({ logins: this.all(), deletions: [...this.#deletions] });
  }
}
