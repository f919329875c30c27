import type { IncomingHttpHeaders } from "node:http";
import { type Dispatcher, errors } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import { MAX_ANSWER_BYTES } from "../answer-limit.js";
import type { ProviderCall } from "../data-provider.js";
import type { Sending } from "../guard/guarded-call.js";
import type { ProviderGuard } from "../guard/provider-guard.js";
import { FdxBody } from "./fdx-body.js";
import { type FdxFailure, failureOf } from "./fdx-failure.js";
import { readingOf } from "./fdx-reading.js";
import type { FdxRequest, Query } from "./fdx-request.js";
import { BEARER, type RequestAuthorization } from "./request-authorization.js";
import { readableBody } from "./readable-body.js";
import { withSupportReferences } from "./support-references.js";

/** What one request brought. */
export type FdxAnswer = FdxBody | FdxFailure;

const PARTIAL_CONTENT = 206;
const WITH_CONTENT = new Set([200, PARTIAL_CONTENT]);
const NO_CONTENT = 204;
/** What FDX lets a document be. */
const DOCUMENT_TYPES = "application/pdf, image/jpeg, image/png, image/gif, image/tiff";
/** Codes stand at the beginning; a load balancer's page may be long. */
const MAX_FAILURE_BYTES = 64 * 1024;

export interface FdxTransportParts {
  readonly baseUrl: URL;
  /** A pool to the provider's origin. It must not follow redirects (OWASP ASVS 15.3.2). */
  readonly dispatcher: Dispatcher;
  /** How a token is shown; as a bearer token if left out. */
  readonly authorization?: RequestAuthorization | undefined;
  /**
   * Whether FDX's own headers go along: the id of the request and who acts (`x-fapi-interaction-id`, `fdx-api-actor-type`).
   * Default `true`; `false` for a provider that documents neither.
   */
  readonly sendsFdxHeaders?: boolean | undefined;
  /** Holds calls back, or repeats them, on a bad day of the provider's; none if left out. */
  readonly guard?: ProviderGuard | undefined;
}

/** Sends one request to one provider, and puts into words what goes wrong on the way. */
export class FdxTransport {
  readonly #baseUrl: URL;
  readonly #dispatcher: Dispatcher;
  readonly #authorization: RequestAuthorization;
  readonly #sendsFdxHeaders: boolean;
  readonly #guard: ProviderGuard | undefined;

  constructor(parts: FdxTransportParts) {
    const { baseUrl, dispatcher, authorization = BEARER, sendsFdxHeaders = true, guard } = parts;
    this.#baseUrl = baseUrl;
    this.#dispatcher = dispatcher;
    this.#authorization = authorization;
    this.#sendsFdxHeaders = sendsFdxHeaders;
    this.#guard = guard;
  }

  get host(): string {
    return this.#baseUrl.host;
  }

  /**
   * Sends a request, and once more if the provider asks for another way to show the same token; each is a call.
   * Rejects with PROVIDER_UNAVAILABLE, PROVIDER_TIMEOUT or PROVIDER_ANSWER_INVALID if there is no whole answer.
   */
  async send(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    const answer = await this.#sendGuarded(call, request, token);
    const isAskedAgain = !(answer instanceof FdxBody) && this.#authorization.isAskedAgain(answer);
    return isAskedAgain ? this.#sendGuarded(call, request, token) : answer;
  }

  #sendGuarded(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    const send = (sending: Sending): Promise<FdxAnswer> => this.#sendOnce(call, request, token, sending);
    if (this.#guard === undefined) return send({ signal: call.request.signal, answered: () => undefined });
    return this.#guard.run({ request: call.request, send, read: readingOf });
  }

  async #sendOnce(
    call: ProviderCall,
    request: FdxRequest,
    token: Secret,
    sending: Sending,
  ): Promise<FdxAnswer> {
    call.request.countCall();
    let headers: IncomingHttpHeaders = {};
    try {
      const answer = await this.#dispatcher.request({
        origin: this.#baseUrl.origin,
        method: "GET",
        path: this.#pathOf(request),
        headers: await this.#headersOf(call, request, token),
        signal: sending.signal,
      });
      sending.answered();
      ({ headers } = answer);
      this.#authorization.heard(headers);
      const { statusCode, body } = answer;
      if (!WITH_CONTENT.has(statusCode)) {
        const start = await startOf(body);
        return statusCode === NO_CONTENT
          ? new FdxBody(Buffer.alloc(0), headers)
          : failureOf(statusCode, headers, start);
      }
      if (request.wants === "document") {
        await body.dump();
        return new FdxBody(Buffer.alloc(0), headers);
      }
      const bytes = await readableBody(Buffer.from(await body.arrayBuffer()), headers, MAX_ANSWER_BYTES);
      // Nothing was said, not even that there is nothing: no list may become empty of that.
      if (bytes.length === 0) return failureOf(statusCode, headers, bytes);
      return new FdxBody(bytes, headers, { isPartial: statusCode === PARTIAL_CONTENT });
    } catch (failure) {
      throw withSupportReferences(transportFailure(sending, this.host, failure), headers);
    }
  }

  async #headersOf(
    call: ProviderCall,
    request: FdxRequest,
    token: Secret,
  ): Promise<Readonly<Record<string, string>>> {
    const url = new URL(this.#pathOf(request), this.#baseUrl);
    return {
      accept: request.wants === "document" ? DOCUMENT_TYPES : "application/json",
      ...(await this.#authorization.headersFor({ method: "GET", url }, token)),
      ...(this.#sendsFdxHeaders && fdxHeaders(call)),
    };
  }

  #pathOf({ segments, query }: FdxRequest): string {
    return this.#baseUrl.pathname + segments.map(encodeURIComponent).join("/") + queryText(query);
  }
}

function fdxHeaders({ request }: ProviderCall): Readonly<Record<string, string>> {
  return { "x-fapi-interaction-id": request.interactionId, "fdx-api-actor-type": request.actorType };
}

/** The status is known already: whatever happens to the body of a failure, it is not worse than that. */
async function startOf(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_FAILURE_BYTES) return Buffer.alloc(0);
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

function queryText(query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function transportFailure({ signal }: Sending, host: string, failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  const inTime =
    !signal.aborted &&
    !(failure instanceof errors.HeadersTimeoutError || failure instanceof errors.BodyTimeoutError);
  if (!inTime) return new GatewayError("PROVIDER_TIMEOUT", `${host}: no answer in time`, { cause: failure });
  if (failure instanceof errors.ResponseExceededMaxSizeError) {
    return new GatewayError("PROVIDER_ANSWER_INVALID", `${host}: the answer is too large`, {
      cause: failure,
    });
  }
  return new GatewayError("PROVIDER_UNAVAILABLE", `${host}: not reachable`, { cause: failure });
}
