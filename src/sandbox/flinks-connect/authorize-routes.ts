import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { presentLogin } from "./account-answers.js";
import type { ConnectParts } from "./connect-parts.js";
import { FlinksRefusal } from "./flinks-answer.js";
import { institutionNamed, institutionOf } from "./institutions.js";
import type { Login } from "./login-register.js";
import { authorizeSession, openCachedSession, openLiveSession } from "./open-session.js";
import { bodyOf, flagOf, textOf } from "./request-body.js";
import type { Session } from "./session-register.js";
import { signIn } from "./sign-in.js";

type Body = ReturnType<typeof bodyOf>;

/** `GenerateAuthorizeToken` and `Authorize`: how a client gets a `RequestId`. */
export function authorizeRoutes(app: FastifyInstance, parts: ConnectParts): void {
  app.post("/GenerateAuthorizeToken", (request) => {
    if (request.headers["flinks-auth-key"] !== parts.secretKey) throw new FlinksRefusal("ACCESS_DENIED");
    return { HttpStatusCode: 200, Token: parts.tokens.issue() };
  });
  app.post("/Authorize", (request, reply) => {
    requireAuthorizeToken(parts, request);
    return sendSession(reply, sessionFor(parts, bodyOf(request)));
  });
}

function requireAuthorizeToken({ tokens }: ConnectParts, { headers }: FastifyRequest): void {
  if (!tokens.spend(headers["flinks-auth-key"])) throw new FlinksRefusal("ACCESS_DENIED");
}

function sessionFor(parts: ConnectParts, body: Body): Session {
  if (textOf(body, "RequestId") !== undefined) return answeredSession(parts, body);
  const login = loginFor(parts, body);
  if (flagOf(body, "MostRecentCached", false)) {
    // Right credentials that were never linked have nothing stored.
    if (parts.logins.find(login.id) === undefined) throw new FlinksRefusal("INVALID_LOGIN");
    return openCachedSession(parts, login);
  }
  return openLiveSession(parts, login, flagOf(body, "Save", true));
}

/** The answer to a security question: right, it opens the session; the third wrong one closes it. */
function answeredSession(parts: ConnectParts, body: Body): Session {
  const { session, challenge } = parts.sessions.waiting(body["RequestId"]);
  try {
    challenge.settle(body["SecurityResponses"]);
  } catch (refusal) {
    if (challenge.isLost) parts.sessions.close(session);
    throw refusal;
  }
  authorizeSession(parts, session);
  return session;
}

/** By `LoginId`, or by username and password as older integrations do. */
function loginFor(parts: ConnectParts, body: Body): Login {
  const loginId = textOf(body, "LoginId");
  if (loginId === undefined) return loginSignedIn(parts, body);
  const login = parts.logins.find(loginId);
  if (login === undefined) throw new FlinksRefusal("INVALID_LOGIN");
  return login;
}

function loginSignedIn({ books, clock, logins, customerId }: ConnectParts, body: Body): Login {
  const [username, password] = [textOf(body, "Username"), textOf(body, "Password")];
  const institution = institutionNamed(textOf(body, "Institution") ?? "");
  if (username === undefined || password === undefined || institution === undefined) {
    throw new FlinksRefusal("INVALID_REQUEST", "LoginId, or Institution, Username and Password are missing.");
  }
  const signedIn = signIn({ books, today: clock.today() }, institution, { username, password });
  const language = textOf(body, "Language") ?? "en";
  return logins.prepare({ customerId, institutionId: institution.id, signedIn, language });
}

function sendSession(reply: FastifyReply, { login, requestId, challenge }: Session): FastifyReply {
  const institution = institutionOf(login.institutionId);
  const about = { Institution: institution.code, InstitutionId: institution.id, RequestId: requestId };
  if (challenge !== undefined) {
    return reply.code(203).send({
      Links: [link("Authorization", "/Authorize")],
      HttpStatusCode: 203,
      SecurityChallenges: [{ Type: "QuestionAndAnswer", Prompt: challenge.question.prompt }],
      ...about,
    });
  }
  return reply.send({
    Links: [link("AccountsDetail", "/GetAccountsDetail"), link("AccountsSummary", "/GetAccountsSummary")],
    HttpStatusCode: 200,
    Login: presentLogin(login, login.stored?.at),
    ...about,
  });
}

function link(rel: string, href: string): Readonly<Record<string, string | null>> {
  return { rel, href, example: null };
}
