import type { FastifyInstance } from "fastify";
import { accountsDetail, accountsSummary, type AccountAnswer, USUAL_DETAIL } from "./account-answers.js";
import type { ConnectParts } from "./connect-parts.js";
import { envelope, type FlinksEnvelope, FlinksRefusal } from "./flinks-answer.js";
import type { StoredRead } from "./login-register.js";
import { bodyOf, flagOf } from "./request-body.js";
import type { DetailOptions, Session } from "./session-register.js";

type Body = ReturnType<typeof bodyOf>;

const WINDOWS: ReadonlyMap<unknown, number> = new Map([
  ["Days90", 90],
  ["Days365", 365],
]);

/** The calls that give a session's data, or say that they are still being read. */
export function accountRoutes(app: FastifyInstance, parts: ConnectParts): void {
  app.post("/GetAccountsDetail", (request, reply) => {
    const body = bodyOf(request);
    const session = parts.sessions.authorized(body["RequestId"], "detail");
    session.asked = detailOptionsFrom(body);
    const answer = detailOf(parts, session, session.asked);
    return reply.code(statusOf(answer)).send(answer);
  });
  app.get<{ Params: { requestId: string } }>("/GetAccountsDetailAsync/:requestId", (request, reply) => {
    const session = parts.sessions.authorized(request.params.requestId, "detail");
    // It only polls for what GetAccountsDetail was asked for; that it refuses without is inferred.
    if (session.asked === undefined) throw new FlinksRefusal("SESSION_NONEXISTENT");
    const answer = detailOf(parts, session, session.asked);
    return reply.code(statusOf(answer)).send(answer);
  });
  app.post("/GetAccountsSummary", (request, reply) => {
    const session = parts.sessions.authorized(bodyOf(request)["RequestId"], "summary");
    const read = finishedRead(parts, session);
    if (read === undefined) return reply.code(202).send(envelope("OPERATION_PENDING"));
    session.delivered.add("summary");
    return accountsSummary(parts.books, { ...session, read });
  });
}

function detailOf(
  parts: ConnectParts,
  session: Session,
  options: DetailOptions,
): AccountAnswer | FlinksEnvelope {
  const read = finishedRead(parts, session);
  if (read === undefined) return envelope("OPERATION_PENDING");
  session.delivered.add("detail");
  return accountsDetail(parts.books, { ...session, read }, options);
}

/** @returns `undefined` while the bank is being read. A cached session waits for a first read only. */
function finishedRead({ clock, reads }: ConnectParts, { read, login }: Session): StoredRead | undefined {
  reads.settle();
  if (read === undefined) return login.stored;
  return read.at <= clock.now() ? read : undefined;
}

function statusOf(answer: Readonly<Record<string, unknown>> | FlinksEnvelope): number {
  return Number(answer.HttpStatusCode);
}

/** `WithKYC` and the statement options are not looked at: this face has neither. */
function detailOptionsFrom(body: Body): DetailOptions {
  const daysOfTransactions = WINDOWS.get(body["DaysOfTransactions"] ?? "Days90");
  if (daysOfTransactions === undefined) {
    throw new FlinksRefusal("INVALID_REQUEST", "DaysOfTransactions is neither Days90 nor Days365.");
  }
  return {
    withAccountIdentity: flagOf(body, "WithAccountIdentity", USUAL_DETAIL.withAccountIdentity),
    withTransactions: flagOf(body, "WithTransactions", USUAL_DETAIL.withTransactions),
    daysOfTransactions,
    accountIds: accountIdsFrom(body["AccountsFilter"] ?? []),
  };
}

/** An empty filter lets all accounts through. */
function accountIdsFrom(filter: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(filter)) throw new FlinksRefusal("INVALID_REQUEST", "AccountsFilter is not a list.");
  return filter.length === 0 ? undefined : new Set(filter.map(String));
}
