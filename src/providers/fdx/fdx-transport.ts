import type { IncomingHttpHeaders } from "node:http";
import { type Dispatcher, errors } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import { MAX_ANSWER_BYTES } from "../answer-limit.js";
import type { CallBudget } from "../budget/call-budget.js";
import type { ProviderCall } from "../data-provider.js";
import type { Sending } from "../guard/guarded-call.js";
import type { ProviderGuard } from "../guard/provider-guard.js";
import { FdxBody } from "./fdx-body.js";
import { type FdxFailure, failureOf } from "./fdx-failure.js";
import { readingOf } from "./fdx-reading.js";
import type { FdxRequest, Query } from "./fdx-request.js";
import { type HttpAnswer, httpGet } from "./http-get.js";
import { readableBody } from "./readable-body.js";
import { BEARER, type RequestAuthorization, type ShownToken } from "./request-authorization.js";
import { withSupportReferences } from "./support-references.js";
import { unguarded } from "./unguarded.js";

/** What one request brought. */
export type FdxAnswer = FdxBody | FdxFailure;

const PARTIAL_CONTENT = 206;
const WITH_CONTENT = new Set([200, PARTIAL_CONTENT]);
const NO_CONTENT = 204;
/** What FDX lets a document be. */
const DOCUMENT_TYPES = "application/pdf, image/jpeg, image/png, image/gif, image/tiff";
/** Of what is no answer to the request: codes stand at the beginning, and a load balancer's page may be long. */
const MAX_OTHER_BYTES = 64 * 1024;

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
  /** Asked before every request; all that are wanted are sent if left out. */
  readonly budget?: CallBudget | undefined;
}

/** Sends one request to one provider, and puts into words what goes wrong on the way. */
export class FdxTransport {
  /** Of the base URL: a `URL` puts each part together anew. */
  readonly host: string;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #dispatcher: Dispatcher;
  readonly #authorization: RequestAuthorization;
  readonly #sendsFdxHeaders: boolean;
  readonly #guard: ProviderGuard | undefined;
  readonly #budget: CallBudget | undefined;

  constructor(parts: FdxTransportParts) {
    const { baseUrl, dispatcher, authorization = BEARER, sendsFdxHeaders = true, guard, budget } = parts;
    this.host = baseUrl.host;
    this.#origin = baseUrl.origin;
    this.#basePath = baseUrl.pathname;
    this.#dispatcher = dispatcher;
    this.#authorization = authorization;
    this.#sendsFdxHeaders = sendsFdxHeaders;
    this.#guard = guard;
    this.#budget = budget;
  }

  /**
   * Sends a request, and once more if the provider asks for another way to show the same token; each is a call.
   * Rejects with PROVIDER_UNAVAILABLE, PROVIDER_TIMEOUT or PROVIDER_ANSWER_INVALID if there is no whole answer, and as
   * `CallBudget.reserve` does if the provider may not be asked.
   */
  async send(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    const answer = await this.#sendGuarded(call, request, token);
    const isAskedAgain = !(answer instanceof FdxBody) && this.#authorization.isAskedAgain(answer);
    return isAskedAgain ? this.#sendGuarded(call, request, token) : answer;
  }

  #sendGuarded(call: ProviderCall, request: FdxRequest, token: Secret): Promise<FdxAnswer> {
    const send = (sending: Sending): Promise<FdxAnswer> => this.#sendOnce(call, request, token, sending);
    if (this.#guard === undefined) return unguarded(call.request.signal, send);
    const origin = call.request.startedBy ?? call.request;
    return this.#guard.run({ request: call.request, origin, send, read: readingOf });
  }

  /** Behind the guard: what that one turns away costs no call of the budget. */
  async #sendOnce(
    call: ProviderCall,
    request: FdxRequest,
    token: Secret,
    sending: Sending,
  ): Promise<FdxAnswer> {
    if (this.#budget === undefined) return this.#exchange(call, request, token, sending);
    const allowance = await this.#budget.reserve(call, request);
    const answer = await this.#exchange(call, request, token, sending);
    if (!(answer instanceof FdxBody)) await allowance.heard(answer);
    return answer;
  }

  async #exchange(
    call: ProviderCall,
    request: FdxRequest,
    token: Secret,
    sending: Sending,
  ): Promise<FdxAnswer> {
    call.request.countCall();
    let headers: IncomingHttpHeaders = {};
    const onHead = (status: number, given: IncomingHttpHeaders): number | undefined => {
      headers = given;
      sending.answered();
      this.#authorization.heard(given);
      return isWanted(status, request) ? undefined : MAX_OTHER_BYTES;
    };
    try {
      const path = this.#pathOf(request);
      const asked = { method: "GET", url: this.#origin + path };
      const shown = this.#authorization.headersFor(asked, token);
      const sent = this.#headersOf(call, request, shown instanceof Promise ? await shown : shown);
      const get = { origin: this.#origin, path, headers: sent, onHead };
      const answer = await httpGet(this.#dispatcher, get, sending);
      return await this.#read(request, answer);
    } catch (failure) {
      throw withSupportReferences(transportFailure(sending, this.host, failure), headers);
    }
  }

  async #read(request: FdxRequest, { status, headers, body }: HttpAnswer): Promise<FdxAnswer> {
    if (status === NO_CONTENT) return new FdxBody(Buffer.alloc(0), headers);
    if (!WITH_CONTENT.has(status)) return failureOf(status, headers, body);
    if (request.wants === "document") return new FdxBody(Buffer.alloc(0), headers);
    const bytes = await readableBody(body, headers, MAX_ANSWER_BYTES);
    // Nothing was said, not even that there is nothing: no list may become empty of that.
    if (bytes.length === 0) return failureOf(status, headers, bytes);
    return new FdxBody(bytes, headers, { isPartial: status === PARTIAL_CONTENT });
  }

  #headersOf(
    { request: { interactionId, actorType } }: ProviderCall,
    { wants }: FdxRequest,
    shown: ShownToken,
  ): Readonly<Record<string, string>> {
    const accept = wants === "document" ? DOCUMENT_TYPES : "application/json";
    if (!this.#sendsFdxHeaders) return { accept, ...shown };
    return {
      accept,
      "x-fapi-interaction-id": interactionId,
      "fdx-api-actor-type": actorType,
      ...shown,
    };
  }

  #pathOf({ segments, query }: FdxRequest): string {
    return this.#basePath + segments.map(encodeURIComponent).join("/") + queryText(query);
  }
}

/** Whatever happens to the body of anything else, it is not worse than what its status says. */
function isWanted(status: number, { wants }: FdxRequest): boolean {
  return WITH_CONTENT.has(status) && wants !== "document";
}

function queryText(query: Query): string {
  let text = "";
  for (const name of Object.keys(query)) {
    const value = query[name];
    if (value !== undefined) text += `${text === "" ? "?" : "&"}${name}=${encodeURIComponent(value)}`;
  }
  return text;
}

function transportFailure({ isOver }: Sending, host: string, failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  const inTime =
    !isOver && !(failure instanceof errors.HeadersTimeoutError || failure instanceof errors.BodyTimeoutError);
  if (!inTime) return new GatewayError("PROVIDER_TIMEOUT", `${host}: no answer in time`, { cause: failure });
  if (failure instanceof errors.ResponseExceededMaxSizeError) {
    return new GatewayError("PROVIDER_ANSWER_INVALID", `${host}: the answer is too large`, {
      cause: failure,
    });
  }
  return new GatewayError("PROVIDER_UNAVAILABLE", `${host}: not reachable`, { cause: failure });
}
