import type { FastifyInstance, FastifyReply } from "fastify";
import { formOf, readForms } from "../authorization/page-answers.js";
import { PAGE_HEADERS } from "../authorization/page.js";
import { STYLESHEET } from "../authorization/stylesheet.js";
import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import { openWidget } from "./open-widget.js";
import { cancelAddress } from "./widget-exit.js";
import { consentPage, institutionPage, loginPage, questionPage, widgetErrorPage } from "./widget-pages.js";
import { WIDGET_STEPS } from "./widget-steps.js";
import { stepOf, type WidgetVisit, type WidgetVisits } from "./widget-visit.js";

interface VisitParams {
  readonly id: string;
  readonly step: string;
}

/** The widget: one page a step, each with a form, until the browser is sent back to the client. */
export function widgetRoutes(app: FastifyInstance, parts: ConnectParts): void {
  const { visits } = parts;
  readForms(app);
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(PAGE_HEADERS);
    done();
  });
  app.setErrorHandler((failure, _request, reply) => sendErrorPage(reply, failure));
  app.get("/bank.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET));
  app.get<{ Querystring: Record<string, string | undefined> }>("/v2/", ({ query }, reply) =>
    reply.redirect(visitPath(openWidget(parts, query)), 303),
  );
  app.get<{ Params: VisitParams }>("/v2/visits/:id", ({ params }) =>
    showPage(parts, visitOf(visits, params.id)),
  );
  app.post<{ Params: VisitParams }>("/v2/visits/:id/cancel", ({ params }, reply) => {
    const visit = visitOf(visits, params.id);
    visits.end(visit);
    return reply.redirect(cancelAddress(visit.target), 303);
  });
  app.post<{ Params: VisitParams }>("/v2/visits/:id/:step", (request, reply) => {
    const visit = visitOf(visits, request.params.id);
    const step = stepOf(visit);
    // A page from before, come back to with the browser's button, has nothing to say any more.
    if (request.params.step !== step) return reply.redirect(visitPath(visit), 303);
    const result = WIDGET_STEPS[step](parts, visit, formOf(request));
    if (result.next === "leave") {
      visits.end(visit);
      return reply.redirect(result.address, 303);
    }
    if (result.problem === undefined) return reply.redirect(visitPath(visit), 303);
    return reply.code(401).send(showPage(parts, visit, result.problem));
  });
}

export function visitPath({ id }: WidgetVisit): string {
  return `/v2/visits/${id}`;
}

function visitOf(visits: WidgetVisits, id: string): WidgetVisit {
  const visit = visits.find(id);
  if (visit === undefined) throw new FlinksRefusal("SESSION_NONEXISTENT", "This visit is over.");
  return visit;
}

/** @param problem what was wrong with the last answer. */
function showPage({ books, clock }: ConnectParts, visit: WidgetVisit, problem?: string): string {
  const { id, institution, login, challenge } = visit;
  const noted = problem !== undefined && { problem };
  if (institution === undefined) return institutionPage(id, problem);
  if (login === undefined) {
    return loginPage(id, { institution, people: books.people(institution, clock.today()), ...noted });
  }
  if (challenge !== undefined) {
    return questionPage(id, { institution, prompt: challenge.question.prompt, ...noted });
  }
  const personal = books.personal(institution, login.personId, clock.today());
  if (personal === undefined) throw new Error(`${login.personId} does not bank at ${institution.name}`);
  return consentPage(id, { institution, books: personal, redirectHost: visit.target.redirectUrl.host });
}

function sendErrorPage(reply: FastifyReply, failure: unknown): FastifyReply {
  const isRefusal = failure instanceof FlinksRefusal;
  const reason = isRefusal ? failure.body.Message : "unknown";
  const problem = `Please start again from the app that sent you here (${reason}).`;
  // Fastify drops the content type when a handler fails.
  return reply
    .code(isRefusal ? 400 : 500)
    .headers(PAGE_HEADERS)
    .send(widgetErrorPage(problem));
}
