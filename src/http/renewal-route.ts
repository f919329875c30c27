import type { FastifyInstance } from "fastify";
import { RENEWAL_PATH, type RenewalLinks } from "../consents/renewal-links.js";
import { failureFields } from "../core/failure-fields.js";
import type { Logger } from "../telemetry/logger.js";
import { sendErrorPage } from "./pages.js";

export interface RenewalRouteParts {
  readonly renewalLinks: RenewalLinks;
  readonly logger: Logger;
}

/**
 * GET /consents/renew/:token, where an app sends an end user whose consent has ended (`reauthUrl`): on to the bank's page.
 * A program that only looks at links spends nothing by it but an authorization session nobody waits for. The token is
 * logged nowhere, and no other server is told of it.
 */
export function registerRenewalRoute(server: FastifyInstance, parts: RenewalRouteParts): void {
  server.get<{ Params: { token: string } }>(
    `${RENEWAL_PATH}:token`,
    { exposeHeadRoute: false },
    async (request, reply) => {
      try {
        const location = await parts.renewalLinks.follow(request.params.token);
        return await reply
          .code(303)
          .headers({ location, "referrer-policy": "no-referrer", "cache-control": "no-store" })
          .send();
      } catch (failure) {
        parts.logger.warn({ requestId: request.id, ...failureFields(failure) }, "renewal refused");
        return sendErrorPage(reply, failure);
      }
    },
  );
}
