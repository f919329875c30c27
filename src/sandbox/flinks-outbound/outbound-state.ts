import { StateFile } from "../state-file.js";
import type { AccessToken } from "./access-tokens.js";
import type { Connection } from "./connections.js";
import type { Recipient } from "./recipients.js";
import type { KeptRegistration } from "./registrations.js";

/** What Outbound must still know after a restart. */
export interface OutboundState {
  readonly recipients: readonly Recipient[];
  readonly registrations: readonly KeptRegistration[];
  readonly connections: readonly Connection[];
  readonly accessTokens: readonly AccessToken[];
}

const EMPTY: OutboundState = { recipients: [], registrations: [], connections: [], accessTokens: [] };

/** Writes the state down at every change, if there is a file for it. */
export class OutboundMemory {
  readonly #file: StateFile<OutboundState> | undefined;
  /** What was known at the start. */
  readonly before: OutboundState;
  #now: (() => OutboundState) | undefined;

  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : new StateFile(path);
    this.before = this.#file?.read() ?? EMPTY;
  }

  /** From here on changes are written. */
  follow(now: () => OutboundState): void {
    this.#now = now;
    this.changed();
  }

  readonly changed = (): void => {
    if (this.#now !== undefined) this.#file?.write(this.#now());
  };
}
