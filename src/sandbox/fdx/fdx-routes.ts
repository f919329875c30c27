import type { FastifyInstance } from "fastify";
import { accountPartRoutes } from "./account-part-routes.js";
import { accountRoutes } from "./account-routes.js";
import { customerRoutes } from "./customer-routes.js";
import { FdxError } from "./fdx-error.js";
import { echoInteractionId, refused, type FdxParts } from "./fdx-service.js";
import { rewardRoutes } from "./reward-routes.js";
import { statementRoutes } from "./statement-routes.js";
import { transactionRoutes } from "./transaction-routes.js";
import { sendAnswer } from "./wire-answer.js";

/** The FDX resource server of one bank, in one version. */
export function fdxRoutes(app: FastifyInstance, parts: FdxParts): void {
  if (parts.proof !== undefined) app.addHook("onRequest", parts.proof);
  app.addHook("onRequest", (request, reply, done) => {
    echoInteractionId(request, reply);
    reply.header("cache-control", "no-store");
    done();
  });
  app.setErrorHandler((failure, _request, reply) =>
    sendAnswer(reply, parts.face.refuse?.(failure) ?? refused(failure)),
  );
  app.setNotFoundHandler(() => {
    throw new FdxError("1106");
  });
  customerRoutes(app, parts);
  accountRoutes(app, parts);
  accountPartRoutes(app, parts);
  transactionRoutes(app, parts);
  statementRoutes(app, parts);
  if (parts.profile.shows === "everything") rewardRoutes(app, parts);
}
