import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../core/gateway-error.js";

export interface ConnectWebhookParts {
  /** Headers that may hold the signature, in small letters. */
  readonly headers: readonly string[];
  /** Rejects with a `GatewayError`; then Flinks tries again. */
  readonly receive: (headers: IncomingHttpHeaders, body: Buffer) => Promise<void>;
}

/** Some twenty thousand transactions. What is larger Flinks does not get rid of here, and the reading's own polling brings it. */
const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * POST /webhooks/flinks-connect. Anybody can reach it: a request that has no signature costs nothing but its headers, and a
 * body is taken as bytes, since they are what is signed.
 */
export function registerConnectWebhookRoute(server: FastifyInstance, parts: ConnectWebhookParts): void {
  // In a context of its own: every other route keeps its own parsers.
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post("/webhooks/flinks-connect", {
      bodyLimit: BODY_LIMIT,
      onRequest: async ({ headers }) => {
        if (parts.headers.some((name) => headers[name] !== undefined)) return;
        throw new GatewayError("WEBHOOK_SIGNATURE_INVALID", "a webhook without a signature");
      },
      handler: async ({ headers, body }, reply) => {
        await parts.receive(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
        // Flinks takes nothing but 200 for delivered.
        return reply.code(200).header("cache-control", "no-store").send();
      },
    });
    done();
  });
}
