import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type OidcProvider from "oidc-provider";
import type { BankProfile } from "../bank-profile.js";
import type { ScopeNames } from "../fdx/data-clusters.js";
import type { BankBooks } from "../seed/bank-books.js";
import type { ConsentRegister } from "./consent-register.js";
import { consentPage, errorPage, loginPage, type ConsentView } from "./interaction-pages.js";
import { PAGE_HEADERS } from "./page.js";
import { formOf, readForms, whoLogsIn } from "./page-answers.js";
import type { BankClient } from "./recipient-client.js";

/** What the login and consent pages are made from. */
export interface InteractionParts {
  readonly server: OidcProvider;
  readonly profile: BankProfile;
  readonly recipient: BankClient;
  readonly books: BankBooks;
  readonly consents: ConsentRegister;
  readonly scopes: ScopeNames;
}

type Interaction = Awaited<ReturnType<OidcProvider["interactionDetails"]>>;
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** The two pages between an authorization request and its answer. */
export function interactionRoutes(app: FastifyInstance, parts: InteractionParts): void {
  readForms(app);
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(PAGE_HEADERS);
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    const reason = error instanceof Error ? error.message : "unknown";
    const problem = `Please start again from the app that sent you here (${reason}).`;
    // Fastify drops the content type when a handler fails.
    void reply.code(400).headers(PAGE_HEADERS).send(errorPage(parts.profile, problem));
  });
  app.get("/interaction/:uid", showPage(parts));
  app.post("/interaction/:uid/login", logIn(parts));
  app.post("/interaction/:uid/consent", decide(parts));
}

function showPage({ server, profile, books, ...parts }: InteractionParts): Handler {
  return async (request, reply) => {
    const interaction = await server.interactionDetails(request.raw, reply.raw);
    if (interaction.prompt.name === "consent") {
      return consentPage(profile, consentView({ server, profile, books, ...parts }, interaction));
    }
    const { uid } = interaction;
    return loginPage(profile, { uid, people: books.people, clientName: parts.recipient.name });
  };
}

function logIn({ server, profile, books, recipient }: InteractionParts): Handler {
  return async (request, reply) => {
    const { uid } = await server.interactionDetails(request.raw, reply.raw);
    const person = whoLogsIn(books, formOf(request));
    if (person === undefined) {
      const view = { uid, people: books.people, clientName: recipient.name };
      const problem = "Username and password do not match.";
      return reply.code(401).send(loginPage(profile, { ...view, problem }));
    }
    return finish(server, request, reply, { login: { accountId: person.id } });
  };
}

function decide(parts: InteractionParts): Handler {
  return async (request, reply) => {
    const { server, profile, consents, recipient } = parts;
    const interaction = await server.interactionDetails(request.raw, reply.raw);
    const answers = formOf(request);
    if (answers.get("decision") !== "allow") {
      const refusal = { error: "access_denied", error_description: "The customer said no" };
      return finish(server, request, reply, refusal);
    }
    const view = consentView(parts, interaction);
    const ticked = new Set(answers.getAll("accounts"));
    const accountIds = view.accounts.map(({ id }) => id).filter((id) => ticked.has(id));
    if (accountIds.length === 0) {
      const problem = "Choose at least one account, or deny.";
      return reply.code(400).send(consentPage(profile, { ...view, problem }));
    }
    const grant = new server.Grant({ accountId: view.person.id, clientId: recipient.clientId });
    grant.addOIDCScope(scopeOf(interaction));
    const grantId = await grant.save();
    consents.remember(grantId, { personId: view.person.id, accountIds });
    return finish(server, request, reply, { consent: { grantId } });
  };
}

/** Hands the answer to the authorization server, which then sends the browser on. */
async function finish(
  server: OidcProvider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Parameters<OidcProvider["interactionResult"]>[2],
): Promise<unknown> {
  return reply.redirect(await server.interactionResult(request.raw, reply.raw, result), 303);
}

function consentView({ books, recipient, scopes }: InteractionParts, interaction: Interaction): ConsentView {
  const person = books.person(interaction.session?.accountId ?? "");
  if (person === undefined) throw new Error("Nobody is logged in.");
  return {
    uid: interaction.uid,
    person,
    clientName: recipient.name,
    redirectHost: new URL(String(interaction.params["redirect_uri"])).host,
    clusters: [...scopes.clustersOf(scopeOf(interaction))],
    accounts: books.accountsOf(person),
  };
}

function scopeOf({ params }: Interaction): string {
  return typeof params["scope"] === "string" ? params["scope"] : "";
}
