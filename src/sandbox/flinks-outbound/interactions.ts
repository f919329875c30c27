import { randomBytes } from "node:crypto";
import type { Person } from "../seed/person.js";
import type { AuthorizationRequest } from "./authorization-request.js";

/** A person on their way through the two pages. */
export interface Interaction {
  readonly request: AuthorizationRequest;
  /** Missing until they have logged in. */
  readonly person?: Person;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const LIFETIME_MS = 3_600_000;

/** What the pages are about; the address of each names one. */
export class Interactions {
  readonly #interactions = new Map<string, Interaction>();

  begin(request: AuthorizationRequest): string {
    const uid = randomBytes(16).toString("base64url");
    this.#interactions.set(uid, { request, expiresAt: Date.now() + LIFETIME_MS });
    return uid;
  }

  /** @throws Error for one that is unknown, over or too old. */
  find(uid: string): Interaction {
    const interaction = this.#interactions.get(uid);
    if (interaction !== undefined && interaction.expiresAt > Date.now()) return interaction;
    throw new Error("there is nothing to decide here");
  }

  logIn(uid: string, person: Person): void {
    this.#interactions.set(uid, { ...this.find(uid), person });
  }

  end(uid: string): void {
    this.#interactions.delete(uid);
  }
}
