import type { FastifyInstance, FastifyReply } from "fastify";
import { type Consent, isActiveState } from "../consents/consent.js";
import type { CompletedAuthorization } from "../consents/consent-flow.js";
import type { Consents } from "../consents/consents.js";
import { returnUrlWith } from "../consents/return-url.js";
import type { NodeIdCodec } from "../core/node-id.js";
import { failureFields } from "../core/failure-fields.js";
import type { Logger } from "../telemetry/logger.js";
import type { Drain } from "./drain.js";
import { sendErrorPage } from "./pages.js";

export interface CallbackRouteParts {
  readonly consents: Consents;
  readonly ids: NodeIdCodec;
  readonly logger: Logger;
  readonly drain: Drain;
}

/**
 * GET /oauth/callback/:callbackId, where the banks send the end user's browser. Each authorization server has a redirect
 * URI of its own, so that one's answer cannot pass for another's (mix-up, RFC 9700 §4.4).
 */
export function registerCallbackRoute(server: FastifyInstance, parts: CallbackRouteParts): void {
  server.get<{ Params: { callbackId: string } }>(
    "/oauth/callback/:callbackId",
    // No HEAD: a link scanner that only looks must not use the session up.
    { exposeHeadRoute: false },
    async (request, reply) => {
      const query = new URLSearchParams(queryOf(request.raw.url ?? ""));
      try {
        const completed = await parts.drain.hold(parts.consents.complete(request.params.callbackId, query));
        return await sendBack(parts, reply, completed);
      } catch (failure) {
        parts.logger.warn({ requestId: request.id, ...failureFields(failure) }, "callback refused");
        return sendErrorPage(reply, failure);
      }
    },
  );
}

/** Everything behind the first `?`; a value may hold another one. */
function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1);
}

/** 303: whatever method the bank used, the browser goes on with GET. The URL is the registered one. */
function sendBack(
  parts: CallbackRouteParts,
  reply: FastifyReply,
  completed: CompletedAuthorization,
): FastifyReply {
  const { session, consent } = completed;
  const location = returnUrlWith(session.returnUrl, {
    consentId: parts.ids.encode(consent, { kind: "consent", consentId: consent.id, parts: [] }),
    state: session.appState,
    error: errorOf(consent),
  });
  return reply
    .code(303)
    .headers({ location, "referrer-policy": "no-referrer", "cache-control": "no-store" })
    .send();
}

/** In the words of OAuth, which apps know: `access_denied` if the end user said no. */
function errorOf({ state }: Consent): string | undefined {
  if (isActiveState(state)) return undefined;
  return state.phase === "REJECTED" ? state.reason.toLowerCase() : "authorization_failed";
}
