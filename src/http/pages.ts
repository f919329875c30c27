import type { FastifyReply } from "fastify";
import { ERROR_CODES, type ErrorCode } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";

/** No script, no style, nothing to load: the page only says what happened. */
const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

/** Sends the page an end user sees when the gateway can send them no further. */
export function sendErrorPage(reply: FastifyReply, failure: unknown): FastifyReply {
  const code = failure instanceof GatewayError ? failure.code : "INTERNAL";
  return reply.code(ERROR_CODES[code].status).headers(PAGE_HEADERS).send(errorPage(code));
}

/** Holds nothing of the request. */
function errorPage(code: ErrorCode): string {
  const { public: sentence, advice } = ERROR_CODES[code];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${sentence}</title></head>
<body><main><h1>${sentence}</h1><p>${advice}</p><p>Nothing was connected. <small>(${code})</small></p></main></body>
</html>
`;
}
