import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance } from "fastify";
import { accountPartRoutes } from "../../fdx/account-part-routes.js";
import { accountRoutes } from "../../fdx/account-routes.js";
import { customerRoutes } from "../../fdx/customer-routes.js";
import type { FdxParts } from "../../fdx/fdx-service.js";
import { statementRoutes } from "../../fdx/statement-routes.js";
import { transactionRoutes } from "../../fdx/transaction-routes.js";
import { sendAnswer } from "../../fdx/wire-answer.js";
import { FlinksDataError, refusal } from "./flinks-data-error.js";

/** The data endpoints of one provider, as they look from outside of Outbound. */
export async function providerDataApp(parts: FdxParts): Promise<FastifyInstance> {
  const app = fastify();
  app.addHook("onSend", (_request, reply, _payload, done) => {
    reply.header("cache-control", "no-store");
    if (reply.statusCode >= 400) {
      // Support at Flinks wants both.
      reply.header("ob-correlation-id", randomUUID());
      reply.header("ob-trace-id", randomUUID().replaceAll("-", ""));
    }
    done();
  });
  app.setErrorHandler((failure, _request, reply) => sendAnswer(reply, refusal(failure)));
  app.setNotFoundHandler((_request, reply) =>
    sendAnswer(reply, refusal(new FlinksDataError("1107", "there is no such address"))),
  );
  await app.register(
    async (scope) => {
      customerRoutes(scope, parts);
      accountRoutes(scope, parts);
      accountPartRoutes(scope, parts);
      transactionRoutes(scope, parts);
      statementRoutes(scope, parts);
    },
    { prefix: parts.face.path },
  );
  await app.ready();
  return app;
}
