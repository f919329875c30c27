import { type Dispatcher, errors } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import type { TokenManager } from "../../tokens/token-manager.js";
import type { ProviderCall } from "../data-provider.js";
import { untilAborted } from "../until-aborted.js";
import { type FdxFailure, fdxCodeOf, isEmptyList, settleFdxFailure } from "./fdx-failure.js";

export interface FdxClientParts {
  readonly baseUrl: URL;
  /** A pool to the provider's origin. It must not follow redirects (OWASP ASVS 15.3.2). */
  readonly dispatcher: Dispatcher;
  readonly tokens: Pick<TokenManager, "accessToken">;
}

/** With content, without content, and partial content. */
const SUCCESS = new Set([200, 204, 206]);

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Sends one FDX request with the consent's token, and once more with another token if the bank says 401. */
export class FdxClient {
  readonly #parts: FdxClientParts;

  constructor(parts: FdxClientParts) {
    this.#parts = parts;
  }

  /**
   * @param segments path below the base URL; each is encoded here, so an id cannot leave its place in the path.
   * @returns the body of a 200 or 206; `undefined` if the provider has nothing for these parameters: FDX's own way of
   * saying so, 204, or an empty body.
   */
  async get(call: ProviderCall, segments: readonly string[], query: Query = {}): Promise<Buffer | undefined> {
    if (segments.some((segment) => segment === "." || segment === "..")) {
      throw new GatewayError("NOT_FOUND", "an id that is a relative path");
    }
    const answer = await this.#sendWithToken(call, segments, query);
    if (Buffer.isBuffer(answer)) return answer.length === 0 ? undefined : answer;
    if (isEmptyList(answer)) return undefined;
    throw settleFdxFailure(`${this.#parts.baseUrl.host}/${segments[0] ?? ""}`, answer);
  }

  /** @returns where a `get` of these segments goes, without its query. */
  urlOf(segments: readonly string[]): URL {
    return new URL(segments.map(encodeURIComponent).join("/"), this.#parts.baseUrl);
  }

  async #sendWithToken(
    call: ProviderCall,
    segments: readonly string[],
    query: Query,
  ): Promise<Buffer | FdxFailure> {
    const { tokens } = this.#parts;
    const { reference, request } = call;
    const token = await untilAborted(tokens.accessToken(reference), request.signal);
    const answer = await this.#send(call, segments, query, token);
    if (Buffer.isBuffer(answer) || answer.status !== 401) return answer;
    const another = await untilAborted(tokens.accessToken(reference, token), request.signal);
    // The same token again is one so fresh that the bank's 401 means something else.
    return another.equals(token) ? answer : this.#send(call, segments, query, another);
  }

  async #send(
    call: ProviderCall,
    segments: readonly string[],
    query: Query,
    token: Secret,
  ): Promise<Buffer | FdxFailure> {
    call.request.countCall();
    try {
      const { statusCode, headers, body } = await this.#parts.dispatcher.request({
        origin: this.#parts.baseUrl.origin,
        method: "GET",
        path: this.#parts.baseUrl.pathname + segments.map(encodeURIComponent).join("/") + queryText(query),
        headers: {
          accept: "application/json",
          authorization: `Bearer ${token.reveal()}`,
          "x-fapi-interaction-id": call.request.interactionId,
          "fdx-api-actor-type": "USER",
        },
        signal: call.request.signal,
      });
      const bytes = Buffer.from(await body.arrayBuffer());
      if (SUCCESS.has(statusCode)) return bytes;
      return { status: statusCode, headers, fdxCode: fdxCodeOf(bytes) };
    } catch (failure) {
      throw transportFailure(call, this.#parts.baseUrl.host, failure);
    }
  }
}

function queryText(query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function transportFailure(call: ProviderCall, host: string, failure: unknown): GatewayError {
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
