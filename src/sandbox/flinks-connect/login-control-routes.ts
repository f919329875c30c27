import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { ConnectParts } from "./connect-parts.js";
import { type FlinksCode, isFlinksCode } from "./flinks-answer.js";
import { institutionNamed } from "./institutions.js";
import type { Login } from "./login-register.js";

interface LoginSetting {
  readonly asksMfaNext?: boolean;
  readonly refusal?: FlinksCode | null;
}

/** Logins without a browser, and logins that are in trouble. */
export function loginControlRoutes(app: FastifyInstance, parts: ConnectParts): void {
  app.get("/logins", () => parts.logins.all());
  app.post("/logins", (request, reply) => {
    const login = mint(parts, request.body);
    if (login !== undefined) return { loginId: login.id };
    return reply
      .code(400)
      .send({ error: "Expected { institutionId, personId, asksMfa } of a known person." });
  });
  app.put<{ Params: { loginId: string } }>("/logins/:loginId", (request, reply) => {
    const login = parts.logins.find(request.params.loginId);
    const setting = settingFrom(request.body);
    if (login === undefined) return reply.code(404).send({ error: "No such login." });
    if (setting === undefined) {
      return reply.code(400).send({ error: "Expected { asksMfaNext, refusal: a FlinksCode or null }." });
    }
    Object.assign(login, setting);
    parts.logins.changed();
    return reply.code(204).send();
  });
  app.delete<{ Params: { loginId: string } }>("/logins/:loginId", ({ params: { loginId } }, reply) => {
    parts.reads.cancel(loginId);
    parts.sessions.closeAllOf(loginId);
    const found = parts.logins.remove(loginId);
    return reply.code(found ? 204 : 404).send(found ? undefined : { error: "No such login." });
  });
}

/** A login as the widget would have made it, with its first read. */
function mint({ books, clock, logins, reads, customerId }: ConnectParts, body: unknown): Login | undefined {
  const { institutionId = 14, personId, asksMfa = false } = (body ?? {}) as Record<string, unknown>;
  const institution = institutionNamed(String(institutionId));
  const username = String(personId);
  const isKnown = institution && books.personal(institution, username, clock.today()) !== undefined;
  if (!isKnown || typeof asksMfa !== "boolean") return undefined;
  const signedIn = { username, personId: username, asksMfa };
  const login = logins.prepare({ customerId, institutionId: institution.id, signedIn, language: "en" });
  logins.keep(login);
  if (!reads.isRunning(login.id)) reads.start(login, randomUUID(), true);
  return login;
}

function settingFrom(body: unknown): LoginSetting | undefined {
  const { asksMfaNext, refusal } = (body ?? {}) as Record<string, unknown>;
  const setting: { asksMfaNext?: boolean; refusal?: FlinksCode | null } = {};
  if (typeof asksMfaNext === "boolean") setting.asksMfaNext = asksMfaNext;
  else if (asksMfaNext !== undefined) return undefined;
  if (refusal === null || isFlinksCode(refusal)) setting.refusal = refusal;
  else if (refusal !== undefined) return undefined;
  return setting;
}
