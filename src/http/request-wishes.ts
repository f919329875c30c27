import type { IncomingHttpHeaders } from "node:http";
import { Deadline } from "../core/deadline.js";
import { GatewayError } from "../core/gateway-error.js";
import type { ActorType, RequestWishes } from "../core/request-wishes.js";

const TIMEOUT_HEADER = "x-request-timeout-ms";
const ACTOR_TYPE_HEADER = "fdx-api-actor-type";

const WHOLE_NUMBER = /^\d{1,9}$/;
const MAX_AGE = /^max-age(?:="?([^"]*)"?)?$/;

/**
 * Reads `x-request-timeout-ms`, `cache-control: max-age=<seconds>` (RFC 9111 §5.2.1.1; `no-cache` is 0) and
 * `fdx-api-actor-type`.
 * @param capMs the longest time a request may take, and what it has if it asks for none.
 * @throws GatewayError BAD_REQUEST
 */
export function requestWishes(headers: IncomingHttpHeaders, capMs: number): RequestWishes {
  return {
    deadline: Deadline.after(Math.min(timeoutOf(headers) ?? capMs, capMs)),
    actorType: actorTypeOf(headers),
    maxAgeSeconds: maxAgeOf(headers),
  };
}

function timeoutOf(headers: IncomingHttpHeaders): number | undefined {
  const text = headers[TIMEOUT_HEADER];
  if (text === undefined) return undefined;
  const milliseconds = wholeNumber(text, TIMEOUT_HEADER);
  if (milliseconds > 0) return milliseconds;
  throw new GatewayError("BAD_REQUEST", `${TIMEOUT_HEADER} is 0`);
}

function actorTypeOf(headers: IncomingHttpHeaders): ActorType {
  const text = headers[ACTOR_TYPE_HEADER];
  if (text === undefined || text === "USER") return "USER";
  if (text === "BATCH") return "BATCH";
  throw new GatewayError("BAD_REQUEST", `${ACTOR_TYPE_HEADER} is neither USER nor BATCH`);
}

/** Other directives are of caches on the way, and pass. */
function maxAgeOf(headers: IncomingHttpHeaders): number | undefined {
  const header = headers["cache-control"];
  if (header === undefined) return undefined;
  const directives = header.toLowerCase().split(",");
  const ages = directives.flatMap((directive) => {
    const text = directive.trim();
    if (text === "no-cache" || text === "no-store") return 0;
    const age = MAX_AGE.exec(text);
    return age === null ? [] : wholeNumber(age[1], "cache-control: max-age");
  });
  return ages.length === 0 ? undefined : Math.min(...ages);
}

function wholeNumber(text: string | readonly string[] | undefined, name: string): number {
  if (typeof text === "string" && WHOLE_NUMBER.test(text)) return Number(text);
  throw new GatewayError("BAD_REQUEST", `${name} is not a whole number`);
}
