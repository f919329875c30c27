import { randomUUID } from "node:crypto";
import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import { institutionNamed } from "./institutions.js";
import { askQuestion, authorizeSession } from "./open-session.js";
import { signIn } from "./sign-in.js";
import { cancelAddress, successAddress } from "./widget-exit.js";
import type { WidgetStep, WidgetVisit } from "./widget-visit.js";

/** What becomes of a visit after a form: another page, with a problem or without, or the way out. */
type StepResult =
  { readonly next: "page"; readonly problem?: string } | { readonly next: "leave"; readonly address: string };

type Step = (parts: ConnectParts, visit: WidgetVisit, form: URLSearchParams) => StepResult;

const PAGE: StepResult = { next: "page" };

/** What the form of each step does. */
export const WIDGET_STEPS: Readonly<Record<WidgetStep, Step>> = {
  institution: (_parts, visit, form) => {
    const institution = institutionNamed(form.get("institution") ?? "");
    if (institution === undefined) return { next: "page", problem: "Choose one of these." };
    visit.institution = institution;
    return PAGE;
  },
  login: (parts, visit, form) => {
    try {
      logIn(parts, visit, form);
      return PAGE;
    } catch (failure) {
      if (failure instanceof FlinksRefusal) return { next: "page", problem: problemFrom(failure) };
      throw failure;
    }
  },
  question: (parts, visit, form) => {
    const { challenge, session } = visit;
    if (challenge?.answer(form.get("answer") ?? "") === true) {
      delete visit.challenge;
      if (session === undefined) return PAGE;
      // The consent is given already: the widget was only reopened for the question.
      authorizeSession(parts, session);
      return leave(visit);
    }
    if (challenge?.isLost !== true) return { next: "page", problem: "That is not the answer." };
    if (session !== undefined) parts.sessions.close(session);
    return { next: "leave", address: cancelAddress(visit.target) };
  },
  consent: (parts, visit, form) => {
    const { login } = visit;
    if (form.get("decision") !== "yes" || login === undefined) {
      return { next: "leave", address: cancelAddress(visit.target) };
    }
    parts.logins.keep(login);
    if (!parts.reads.isRunning(login.id)) parts.reads.start(login, randomUUID(), true);
    return leave(visit);
  },
};

function logIn(parts: ConnectParts, visit: WidgetVisit, form: URLSearchParams): void {
  const { institution, language } = visit;
  if (institution === undefined) throw new FlinksRefusal("INVALID_REQUEST");
  const typed = { username: form.get("username") ?? "", password: form.get("password") ?? "" };
  const signedIn = signIn({ books: parts.books, today: parts.clock.today() }, institution, typed);
  const login = parts.logins.prepare({
    ...{ customerId: parts.customerId, institutionId: institution.id, signedIn, language },
  });
  if (login.refusal !== null) throw new FlinksRefusal(login.refusal);
  visit.login = login;
  const challenge = askQuestion(login);
  if (challenge !== undefined) visit.challenge = challenge;
}

function problemFrom({ body }: FlinksRefusal): string {
  return `${body.Message} (${body.FlinksCode})`;
}

function leave({ target, login, institution }: WidgetVisit): StepResult {
  if (login === undefined || institution === undefined) throw new Error("Nobody is logged in");
  return { next: "leave", address: successAddress(target, login.id, institution) };
}
