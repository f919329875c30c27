import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { accountsDetail, USUAL_DETAIL } from "./account-answers.js";
import type { ConnectParts } from "./connect-parts.js";
import type { Login, StoredRead } from "./login-register.js";

/** Webhooks when they are wanted, and how those fared that were sent. */
export function webhookControlRoutes(app: FastifyInstance, parts: ConnectParts): void {
  const { webhooks, logins } = parts;
  app.get("/webhooks", () => webhooks?.deliveries ?? []);
  app.post("/webhooks", (request, reply) => {
    const { loginId, badSignature = false } = (request.body ?? {}) as Record<string, unknown>;
    const login = logins.find(String(loginId));
    if (webhooks === undefined || login?.stored === undefined) {
      return reply.code(400).send({ error: "Expected { loginId, badSignature } of a login that was read." });
    }
    const content = webhookContent(parts, login, { requestId: randomUUID(), read: login.stored });
    if (badSignature === true) webhooks.send(content, "another secret");
    else webhooks.send(content);
    return reply.code(202).send();
  });
  app.post("/webhooks/replay", (_request, reply) => {
    const found = webhooks?.replay() ?? false;
    return reply.code(found ? 202 : 404).send(found ? undefined : { error: "No webhook was sent." });
  });
}

/** What a webhook says: the 200 of `GetAccountsDetail`, and that it is one. */
export function webhookContent(
  { books }: Pick<ConnectParts, "books">,
  login: Login,
  of: { readonly requestId: string; readonly read: StoredRead },
): Readonly<Record<string, unknown>> {
  return { ResponseType: "GetAccountsDetail", ...accountsDetail(books, { login, ...of }, USUAL_DETAIL) };
}
