import type { IncomingHttpHeaders } from "node:http";
import { type Dispatcher, errors } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import { MAX_ANSWER_BYTES } from "../answer-limit.js";
import { readableBody } from "../fdx/readable-body.js";
import { withSupportReferences } from "../fdx/support-references.js";

/** One request to Flinks' own endpoints: tokens, provider lists, administration. */
export interface FlinksRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** Of the path, not encoded: `["api", "v1", "providers"]`. */
  readonly segments: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

/** An answer with whatever status. */
export interface FlinksAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The JSON in it; `undefined` where there is none. */
  readonly body: unknown;
}

export interface FlinksTransportParts {
  /** Ends in a slash. */
  readonly authBaseUrl: URL;
  /** It must not follow redirects (OWASP ASVS 15.3.2): tokens and secrets go with the requests. */
  readonly dispatcher: Dispatcher;
  /** For one request, its answer included. */
  readonly timeoutMs: number;
  /** Ends every request when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request to Flinks, and puts into words what goes wrong on the way. */
export class FlinksTransport {
  readonly #parts: FlinksTransportParts;

  constructor(parts: FlinksTransportParts) {
    this.#parts = parts;
  }

  /** Rejects with PROVIDER_UNAVAILABLE, PROVIDER_TIMEOUT or PROVIDER_ANSWER_INVALID if there is no whole answer. */
  async send(request: FlinksRequest): Promise<FlinksAnswer> {
    const { authBaseUrl, dispatcher, timeoutMs, signal } = this.#parts;
    const limit = AbortSignal.timeout(timeoutMs);
    let headers: IncomingHttpHeaders = {};
    try {
      const answer = await dispatcher.request({
        origin: authBaseUrl.origin,
        method: request.method,
        path: authBaseUrl.pathname + pathText(request) + queryText(request),
        headers: { accept: "application/json", ...request.headers },
        body: request.body ?? null,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      ({ headers } = answer);
      const bytes = await readableBody(await bytesOf(answer.body), headers, MAX_ANSWER_BYTES);
      return { status: answer.statusCode, headers, body: parsed(bytes) };
    } catch (failure) {
      throw withSupportReferences(this.#failure(request, failure, limit.aborted), headers);
    }
  }

  #failure(request: FlinksRequest, cause: unknown, isLate: boolean): unknown {
    const { signal, authBaseUrl } = this.#parts;
    if (cause instanceof GatewayError) return cause;
    if (signal?.aborted === true) return signal.reason;
    const call = `${request.method} ${authBaseUrl.host}/${request.segments.join("/")}`;
    const inSilence = cause instanceof errors.HeadersTimeoutError || cause instanceof errors.BodyTimeoutError;
    if (isLate || inSilence) {
      return new GatewayError("PROVIDER_TIMEOUT", `${call}: Flinks gave no answer in time`, { cause });
    }
    if (cause instanceof errors.ResponseExceededMaxSizeError) return tooLarge();
    return new GatewayError("PROVIDER_UNAVAILABLE", `${call}: Flinks cannot be reached`, { cause });
  }
}

/** A comma parts ids, and may stand in a path as it is (RFC 3986 §3.3). */
function pathText({ segments }: FlinksRequest): string {
  return segments.map((segment) => encodeURIComponent(segment).replaceAll("%2C", ",")).join("/");
}

function queryText({ query = {} }: FlinksRequest): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

async function bytesOf(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw tooLarge();
  }
  return Buffer.concat(chunks);
}

function tooLarge(): GatewayError {
  return new GatewayError("PROVIDER_ANSWER_INVALID", "Flinks' answer is too large");
}

/** A load balancer's page has no JSON, and its status says enough. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
