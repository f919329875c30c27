import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  consentPage,
  loginPage,
  type ConsentView,
  type LoginView,
} from "../authorization/interaction-pages.js";
import { formOf, whoLogsIn } from "../authorization/page-answers.js";
import type { Person } from "../seed/person.js";
import type { AuthorizationCodes } from "./authorization-codes.js";
import type { AuthorizationRequest } from "./authorization-request.js";
import type { Interactions } from "./interactions.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import { sendBack } from "./send-back.js";

/** What the pages need. */
export interface InteractionPageParts {
  readonly interactions: Interactions;
  readonly codes: AuthorizationCodes;
}

interface OfInteraction {
  readonly Params: { readonly uid: string };
}

const DENIED = new OAuthRefusal("access_denied", "The user denied the access");

type Handler = (request: FastifyRequest<OfInteraction>, reply: FastifyReply) => unknown;

/** Login and consent, in the look of the provider. */
export function interactionPageRoutes(app: FastifyInstance, parts: InteractionPageParts): void {
  app.get<OfInteraction>("/interaction/:uid", showPage(parts));
  app.post<OfInteraction>("/interaction/:uid/login", logIn(parts));
  app.post<OfInteraction>("/interaction/:uid/consent", decide(parts));
}

function showPage({ interactions }: InteractionPageParts): Handler {
  return ({ params: { uid } }) => {
    const { request, person } = interactions.find(uid);
    const { profile } = request.open.bank;
    return person === undefined
      ? loginPage(profile, loginView(uid, request))
      : consentPage(profile, consentView(uid, request, person));
  };
}

function logIn({ interactions }: InteractionPageParts): Handler {
  return (posted, reply) => {
    const { uid } = posted.params;
    const { request } = interactions.find(uid);
    const { bank, books } = request.open;
    const person = whoLogsIn(books, formOf(posted));
    if (person === undefined) {
      const problem = "Username and password do not match.";
      return reply.code(401).send(loginPage(bank.profile, { ...loginView(uid, request), problem }));
    }
    interactions.logIn(uid, person);
    return reply.redirect(`/interaction/${uid}`, 303);
  };
}

function decide({ interactions, codes }: InteractionPageParts): Handler {
  return (posted, reply) => {
    const { uid } = posted.params;
    const { request, person } = interactions.find(uid);
    if (person === undefined) throw new Error("nobody is logged in");
    const answers = formOf(posted);
    const view = consentView(uid, request, person);
    const ticked = new Set(answers.getAll("accounts"));
    const accountIds = view.accounts.map(({ id }) => id).filter((id) => ticked.has(id));
    const isAllowed = answers.get("decision") === "allow";
    if (isAllowed && accountIds.length === 0) {
      const problem = "Choose at least one account, or deny.";
      return reply.code(400).send(consentPage(request.open.bank.profile, { ...view, problem }));
    }
    interactions.end(uid);
    const answer = isAllowed ? { code: codeFor(codes, request, person, accountIds) } : DENIED.body;
    return sendBack(reply, request, answer);
  };
}

function codeFor(
  codes: AuthorizationCodes,
  { recipient, redirectUri, open, scopes }: AuthorizationRequest,
  person: Person,
  accountIds: readonly string[],
): string {
  const consent = {
    clientId: recipient.clientId,
    providerId: open.provider.id,
    personId: person.id,
    accountIds,
    scope: scopes.join(" "),
  };
  return codes.issue(consent, redirectUri);
}

function loginView(uid: string, { open, recipient }: AuthorizationRequest): LoginView {
  return { uid, people: open.books.people, clientName: recipient.name };
}

function consentView(
  uid: string,
  { open, recipient, redirectUri, scopes }: AuthorizationRequest,
  person: Person,
): ConsentView {
  return {
    ...{ uid, person, clientName: recipient.name, clusters: scopes },
    redirectHost: new URL(redirectUri).host,
    accounts: open.books.accountsOf(person),
  };
}
