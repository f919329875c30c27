import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { accountRoutes } from "./account-routes.js";
import { authorizeRoutes } from "./authorize-routes.js";
import type { ConnectParts } from "./connect-parts.js";
import { directoryRoutes } from "./directory-routes.js";
import { envelope, FlinksRefusal } from "./flinks-answer.js";
import { readJsonBodies } from "./request-body.js";

/** Everything below `/v3/{customerId}/BankingServices`. */
export async function apiRoutes(app: FastifyInstance, parts: ConnectParts): Promise<void> {
  readJsonBodies(app);
  app.setErrorHandler((failure, _request, reply) => refuse(reply, failure));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ HttpStatusCode: 404, FlinksCode: "NOT_FOUND", Message: "No such endpoint." }),
  );
  app.addHook("onResponse", async (request, reply) => {
    countCall(parts, request, reply);
  });
  app.addHook("onRequest", async (request, reply) => {
    const refusal = await parts.availability.refusal();
    if (refusal !== null) {
      return reply.code(refusal).send({ ...envelope("AGGREGATION_ERROR"), HttpStatusCode: refusal });
    }
    const { customerId } = request.params as { customerId?: string };
    if (customerId !== parts.customerId) throw new FlinksRefusal("ACCESS_DENIED");
    return undefined;
  });
  authorizeRoutes(app, parts);
  await app.register(async (scope) => {
    dataRoutes(scope, parts);
  });
}

/** The data endpoints want the API key too. */
function dataRoutes(app: FastifyInstance, parts: ConnectParts): void {
  app.addHook("onRequest", async (request) => {
    if (request.headers["x-api-key"] !== parts.apiKey) throw new FlinksRefusal("UNAUTHORIZED");
  });
  accountRoutes(app, parts);
  directoryRoutes(app, parts);
}

function countCall({ calls }: ConnectParts, request: FastifyRequest, reply: FastifyReply): void {
  const path = (request.url.split("?")[0] ?? "").replace(/^\/v3\/[^/]+\/BankingServices/, "");
  const endpoint = path.split("/")[1] ?? "";
  calls.count(endpoint, { method: request.method, path, status: reply.statusCode });
}

/** Turns whatever went wrong into an answer of three fields. */
export function refuse(reply: FastifyReply, failure: unknown): FastifyReply {
  const body = failure instanceof FlinksRefusal ? failure.body : envelope(codeOf(failure));
  return reply.code(body.HttpStatusCode).send(body);
}

/** What the framework itself refuses, a body too large for one, is the client's fault. */
function codeOf(failure: unknown): "INVALID_REQUEST" | "AGGREGATION_ERROR" {
  const status = failure instanceof Error && "statusCode" in failure ? Number(failure.statusCode) : 500;
  return status < 500 ? "INVALID_REQUEST" : "AGGREGATION_ERROR";
}
