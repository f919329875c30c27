import type { FastifyInstance, FastifyRequest } from "fastify";
import { OAuthRefusal } from "./oauth-refusal.js";

/** Takes every body as text, whatever its type: what it must be, the endpoint says, and refuses in its own words. */
export function readBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
}

/** @throws OAuthRefusal `invalid_request` for what is no JSON object. */
export function jsonObject({ body, headers }: FastifyRequest): Readonly<Record<string, unknown>> {
  const type = mediaType(headers["content-type"]);
  if (type !== "application/json") throw new OAuthRefusal("invalid_request", "The body must be JSON");
  const parsed = parse(typeof body === "string" ? body : "");
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new OAuthRefusal("invalid_request", "The body must be a JSON object");
  }
  return parsed as Readonly<Record<string, unknown>>;
}

/** @throws OAuthRefusal `invalid_request` for what is no form. */
export function formObject({ body, headers }: FastifyRequest): Readonly<Record<string, unknown>> {
  const type = mediaType(headers["content-type"]);
  if (type !== "application/x-www-form-urlencoded") {
    throw new OAuthRefusal("invalid_request", "The body must be form-encoded");
  }
  return Object.fromEntries(new URLSearchParams(typeof body === "string" ? body : ""));
}

export function mediaType(header: string | undefined): string {
  return (header ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
