import type { IncomingHttpHeaders } from "node:http";
import { type Dispatcher, errors } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import { MAX_ANSWER_BYTES } from "../answer-limit.js";
import type { ProviderCall } from "../data-provider.js";
import { FdxBody } from "./fdx-body.js";
import { type FdxFailure, failureOf } from "./fdx-failure.js";
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
}

/** Sends one request to one provider, and puts into words what goes wrong on the way. */
export class FdxTransport {
  readonly #baseUrl: URL;
  readonly #dispatcher: Dispatcher;
  readonly #authorization: RequestAuthorization;
  readonly #sendsFdxHeaders: boolean;

  constructor({ baseUrl, dispatcher, authorization = BEARER, sendsFdxHeaders = true }: FdxTransportParts) {
    this.#baseUrl = baseUrl;
    this.#dispatcher = dispatcher;
    this.#authorization = authorization;
    this.#sendsFdxHeaders = sendsFdxHeaders;
  }

  get host(): string {
    return this.#baseUrl.host;
  }

  /**
   * Sends a request, and once more if the provider asks for another way to show the same token; each is a call.
   * Rejects with PROVIDER_UNAVAILABLE, PROVIDER_TIMEOUT or PROVIDER_ANSWER_INVALID if there is no whole answer.
   */
  async send(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    const answer = await this.#sendOnce(call, request, token);
    const isAskedAgain = !(answer instanceof FdxBody) && this.#authorization.isAskedAgain(answer);
    return isAskedAgain ? this.#sendOnce(call, request, token) : answer;
  }

  async #sendOnce(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    call.request.countCall();
    const path = this.#pathOf(request);
    let headers: IncomingHttpHeaders = {};
    try {
      const answer = await this.#dispatcher.request({
        origin: this.#baseUrl.origin,
        method: "GET",
        path,
        headers: {
          accept: request.wants === "document" ? DOCUMENT_TYPES : "application/json",
          ...(await this.#authorization.headersFor(
            { method: "GET", url: new URL(path, this.#baseUrl) },
            token,
          )),
          ...(this.#sendsFdxHeaders && fdxHeaders(call)),
        },
        signal: call.request.signal,
      });
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
      throw withSupportReferences(transportFailure(call, this.host, failure), headers);
    }
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

function transportFailure(call: ProviderCall, host: string, failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  const inTime =
    !call.request.signal.aborted &&
    !(failure instanceof errors.HeadersTimeoutError || failure instanceof errors.BodyTimeoutError);
  if (!inTime) return new GatewayError("PROVIDER_TIMEOUT", `${host}: no answer in time`, { cause: failure });
  if (failure instanceof errors.ResponseExceededMaxSizeError) {
    return new GatewayError("PROVIDER_ANSWER_INVALID", `${host}: the answer is too large`, {
      cause: failure,
    });
  }
  return new GatewayError("PROVIDER_UNAVAILABLE", `${host}: not reachable`, { cause: failure });
}
