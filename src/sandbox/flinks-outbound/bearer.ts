import type { FastifyRequest, onRequestHookHandler } from "fastify";
import type { AccessToken } from "./access-tokens.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { OutboundParts } from "./outbound-parts.js";

/** The token in an `Authorization` header; empty if there is none. */
export function bearerToken(authorization: string | undefined): string {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? "")?.[1] ?? "";
}

/** @throws OAuthRefusal with 400, as for every expired or invalid token on calls that are not for data. */
export function livingToken({ accessTokens }: OutboundParts, request: FastifyRequest): AccessToken {
  const token = accessTokens.find(bearerToken(request.headers.authorization));
  if (token !== undefined) return token;
  throw new OAuthRefusal("invalid_request", "The access token is missing, expired or not valid");
}

/** A token of `client_credentials`, with `client:admin` or without. */
export function clientToken(parts: OutboundParts, request: FastifyRequest): AccessToken {
  const token = livingToken(parts, request);
  if (token.grantId === undefined) return token;
  throw new OAuthRefusal("unauthorized_client", "A token of client_credentials is needed");
}

/** @throws OAuthRefusal unless the call comes with a token of `client:admin`. */
export function requireAdmin(parts: OutboundParts, request: FastifyRequest): void {
  if (clientToken(parts, request).admin) return;
  throw new OAuthRefusal("unauthorized_client", "A token with client:admin is needed");
}

/** Asks for such a token before the body of a call is looked at. */
export function adminOnly(parts: OutboundParts): { readonly onRequest: onRequestHookHandler } {
  return {
    onRequest: (request, _reply, done) => {
      requireAdmin(parts, request);
      done();
    },
  };
}
