import type { FastifyInstance } from "fastify";
import { refuse } from "./api-routes.js";
import type { ConnectParts } from "./connect-parts.js";
import { openDirect } from "./open-widget.js";
import { visitPath } from "./widget-routes.js";

/** `GET /v3/oauth/authorize`: a 302 whose `Location` is the bank's page for the end user. */
export function directRoute(app: FastifyInstance, parts: ConnectParts, widgetOrigin: string): void {
  app.setErrorHandler((failure, _request, reply) => refuse(reply, failure));
  app.addHook("onResponse", async ({ method }, { statusCode }) => {
    parts.calls.count("OAuth/Authorize", { method, path: "/v3/oauth/authorize", status: statusCode });
  });
  app.get<{ Querystring: Record<string, string | undefined> }>("/v3/oauth/authorize", ({ query }, reply) =>
    reply.redirect(`${widgetOrigin}${visitPath(openDirect(parts, query))}`, 302),
  );
}
