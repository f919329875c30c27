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

/** What the memory is for: anybody can write a signature's form. Flinks tries again, half an hour later. */
const BODIES_AT_ONCE = 4;
/** HMAC-SHA-256, 32 bytes, in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/**
 * POST /webhooks/flinks-connect. Anybody can reach it: a request that has nothing of a signature's form costs nothing but its
 * headers, of others a few at once are read, and a body is taken as bytes, since they are what is signed.
 */
export function registerConnectWebhookRoute(server: FastifyInstance, parts: ConnectWebhookParts): void {
  // In a context of its own: every other route keeps its own parsers.
  server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => {
      parsed(null, body);
    });
    let bodies = 0;
    scope.post("/webhooks/flinks-connect", {
      bodyLimit: BODY_LIMIT,
      onRequest: async ({ headers }, reply) => {
        if (!parts.headers.some((name) => hasSignatureForm(headers[name])))
          throw new GatewayError("WEBHOOK_SIGNATURE_INVALID", "a webhook without a signature");
        if (bodies >= BODIES_AT_ONCE)
          throw new GatewayError("PROVIDER_NOT_READY", "too many webhooks at once");
        bodies += 1;
        // However it ends: answered, or given up by either side.
        reply.raw.once("close", () => {
          bodies -= 1;
        });
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

function hasSignatureForm(header: string | string[] | undefined): boolean {
  return typeof header === "string" && SIGNATURE.test(header.trim());
}
