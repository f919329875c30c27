import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorPage } from "../authorization/interaction-pages.js";
import { readForms } from "../authorization/page-answers.js";
import { PAGE_HEADERS } from "../authorization/page.js";
import { BANK_PROFILES } from "../bank-profile.js";
import { authorizationRequest, returnAddress } from "./authorization-request.js";
import { interactionPageRoutes } from "./interaction-page-routes.js";
import { Interactions } from "./interactions.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";
import { sendBack } from "./send-back.js";

/** `GET /api/v1/authorize`, and the login and consent pages of the provider that stand behind it. */
export function authorizeRoutes(app: FastifyInstance, parts: OutboundParts): void {
  const interactions = new Interactions();
  readForms(app);
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(PAGE_HEADERS);
    done();
  });
  app.setErrorHandler((failure, _request, reply) =>
    refusePage(reply, failure instanceof Error ? failure.message : "unknown"),
  );
  app.get("/api/v1/authorize", authorize(parts, interactions));
  interactionPageRoutes(app, { codes: parts.codes, interactions });
}

function authorize(parts: OutboundParts, interactions: Interactions) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const query = new URL(request.url, "http://outbound.invalid").searchParams;
    const back = returnAddress(parts, query);
    if (back === undefined) return refusePage(reply, "unknown client, or a redirect URI that is not its own");
    try {
      const uid = interactions.begin(authorizationRequest(parts, query, back));
      return reply.redirect(`/interaction/${uid}`, 302);
    } catch (failure) {
      if (!(failure instanceof OAuthRefusal)) throw failure;
      return sendBack(reply, back, failure.body);
    }
  };
}

/** Where there is nobody to send the person back to. */
function refusePage(reply: FastifyReply, reason: string): FastifyReply {
  const problem = `Please start again from the app that sent you here (${reason}).`;
  const profile = { ...BANK_PROFILES.capital, name: "Outbound", slogan: "Open banking, in the sandbox" };
  // Fastify drops the content type when a handler fails.
  return reply.code(400).headers(PAGE_HEADERS).send(errorPage(profile, problem));
}
