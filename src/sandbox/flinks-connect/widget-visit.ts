import { randomUUID } from "node:crypto";
import type { ConnectClock } from "./connect-clock.js";
import type { Institution } from "./institutions.js";
import type { Login } from "./login-register.js";
import type { Challenge } from "./security-questions.js";
import type { Session } from "./session-register.js";

/** Where the browser goes in the end. */
export type WidgetTarget =
  | { readonly kind: "widget"; readonly redirectUrl: URL }
  | { readonly kind: "oauth"; readonly redirectUrl: URL; readonly state: string };

/** One end user in the widget, from opening it to leaving it. */
export interface WidgetVisit {
  readonly id: string;
  readonly target: WidgetTarget;
  readonly language: string;
  readonly openedAt: number;
  institution?: Institution;
  /** There once username and password were accepted. */
  login?: Login;
  /** There until the security question is answered. */
  challenge?: Challenge;
  /** There when the widget was reopened for a session that waits for an answer. */
  readonly session?: Session;
}

/** What the page asks for next. */
export type WidgetStep = "institution" | "login" | "question" | "consent";

/** As long as an authorize token; nobody takes longer to give a consent. */
const LIFETIME_MS = 30 * 60_000;

export function stepOf({ institution, login, challenge }: WidgetVisit): WidgetStep {
  if (institution === undefined) return "institution";
  if (login === undefined) return "login";
  return challenge === undefined ? "consent" : "question";
}

/** The visits that go on. */
export class WidgetVisits {
  readonly #clock: ConnectClock;
  readonly #visits = new Map<string, WidgetVisit>();

  constructor(clock: ConnectClock) {
    this.#clock = clock;
  }

  open(about: Omit<WidgetVisit, "id" | "openedAt">): WidgetVisit {
    for (const visit of this.#visits.values()) {
      if (!this.#isLiving(visit)) this.end(visit);
    }
    const visit = { ...about, id: randomUUID(), openedAt: this.#clock.now() };
    this.#visits.set(visit.id, visit);
    return visit;
  }

  find(id: string): WidgetVisit | undefined {
    const visit = this.#visits.get(id);
    return visit !== undefined && this.#isLiving(visit) ? visit : undefined;
  }

  end({ id }: WidgetVisit): void {
    this.#visits.delete(id);
  }

  #isLiving({ openedAt }: WidgetVisit): boolean {
    return this.#clock.now() - openedAt < LIFETIME_MS;
  }
}
