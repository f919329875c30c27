import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Consent } from "./authorization/consent-register.js";
import type { KeptRecord } from "./authorization/memory-records.js";

/** What a bank must still know after a restart for its grants to go on. */
export interface BankState {
  readonly records: readonly KeptRecord[];
  readonly consents: readonly (readonly [grantId: string, consent: Consent])[];
}

/**
 * Keeps what a sandbox bank must still know over a restart of the development environment. Written whole at every change: good for
 * a handful of grants, which is what a developer makes.
 */
export class StateFile<State> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** @returns `undefined` if there is no such file yet. */
  read(): State | undefined {
    try {
      return JSON.parse(readFileSync(this.#path, "utf8")) as State;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new Error(`The sandbox's state ${this.#path} cannot be read. Remove it to start anew.`, {
        cause: failure,
      });
    }
  }

  /** Through a rename, so that a killed process leaves the old state or the new one, never half of it. */
  write(state: State): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.draft`;
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
    renameSync(draft, this.#path);
  }
}
