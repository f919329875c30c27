import type { FastifyRequest } from "fastify";
import { OAuthRefusal } from "./oauth-refusal.js";
import type { ClientAuthentication, OutboundParts } from "./outbound-parts.js";
import type { Recipient } from "./recipients.js";
import { formObject, jsonObject, mediaType } from "./request-body.js";

/** Who asks for a token, and with which parameters. */
export interface TokenRequest {
  /** Missing for the partner. */
  readonly recipient?: Recipient;
  readonly clientId: string;
  /** @returns `undefined` for one that is missing or empty. */
  readonly parameter: (name: string) => string | undefined;
}

/** @throws OAuthRefusal `invalid_client` for wrong or misplaced credentials, `invalid_request` for a body of another type. */
export function authenticatedRequest(parts: OutboundParts, request: FastifyRequest): TokenRequest {
  const body = bodyOf(parts.clientAuthentication, request);
  const parameter = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const [clientId, secret] =
    parts.clientAuthentication === "client_secret_basic"
      ? basicCredentials(request.headers.authorization)
      : [parameter("client_id") ?? "", parameter("client_secret") ?? ""];
  if (clientId === parts.partner.clientId && secret === parts.partner.clientSecret) {
    return { clientId, parameter };
  }
  const recipient = parts.recipients.find(clientId);
  if (recipient?.clientSecret !== secret) {
    throw new OAuthRefusal("invalid_client", "The client id or the client secret is not valid");
  }
  return { recipient, clientId, parameter };
}

function bodyOf(way: ClientAuthentication, request: FastifyRequest): Readonly<Record<string, unknown>> {
  const isForm = mediaType(request.headers["content-type"]) === "application/x-www-form-urlencoded";
  if (way === "client_secret_post" || (way === "client_secret_basic" && isForm)) return formObject(request);
  return jsonObject(request);
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basicCredentials(header: string | undefined): readonly [string, string] {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header ?? "")?.[1] ?? "";
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return ["", ""];
  return [formDecoded(text.slice(0, colon)), formDecoded(text.slice(colon + 1))];
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text}`).get("value") ?? "";
}
