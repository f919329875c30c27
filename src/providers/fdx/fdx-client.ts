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

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What FDX lets a document be. */
const DOCUMENT_TYPES = "application/pdf, image/jpeg, image/png, image/gif, image/tiff";

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Where to, and what for. */
interface Target {
  readonly segments: readonly string[];
  readonly query: Query;
  readonly accept: string;
  /** Whether the body of a success is wanted; one that is not may be megabytes. */
  readonly wantsBody: boolean;
}

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
    const target = { segments, query, accept: "application/json", wantsBody: true };
    const answer = await this.#sendWithToken(call, target);
    if (Buffer.isBuffer(answer)) return answer.length === 0 ? undefined : answer;
    if (isEmptyList(answer)) return undefined;
    throw this.#failureOf(segments, answer);
  }

  /**
   * Asks for a document and does not follow where the bank sends us: the address carries its own permission, and the
   * token must not go there.
   * @returns that address; `undefined` if the bank sends the document itself, or an address that is not https.
   */
  async redirectOf(call: ProviderCall, segments: readonly string[]): Promise<string | undefined> {
    const target = { segments, query: {}, accept: DOCUMENT_TYPES, wantsBody: false };
    const answer = await this.#sendWithToken(call, target);
    if (Buffer.isBuffer(answer) || isEmptyList(answer)) return undefined;
    if (REDIRECTS.has(answer.status)) return this.#locationIn(segments, answer);
    throw this.#failureOf(segments, answer);
  }

  #locationIn(segments: readonly string[], { headers }: FdxFailure): string | undefined {
    const { location } = headers;
    const from = this.#parts.baseUrl.origin + this.#pathOf(segments);
    if (location === undefined || !URL.canParse(location, from)) return undefined;
    const { protocol, username, password, href } = new URL(location, from);
    return protocol === "https:" && username === "" && password === "" ? href : undefined;
  }

  #failureOf(segments: readonly string[], failure: FdxFailure): GatewayError {
    return settleFdxFailure(`${this.#parts.baseUrl.host}/${segments[0] ?? ""}`, failure);
  }

  #pathOf(segments: readonly string[]): string {
    return this.#parts.baseUrl.pathname + segments.map(encodeURIComponent).join("/");
  }

  async #sendWithToken(call: ProviderCall, target: Target): Promise<Buffer | FdxFailure> {
    if (target.segments.some((segment) => segment === "." || segment === "..")) {
      throw new GatewayError("NOT_FOUND", "an id that is a relative path");
    }
    const { tokens } = this.#parts;
    const { reference, request } = call;
    const token = await untilAborted(tokens.accessToken(reference), request.signal);
    const answer = await this.#send(call, target, token);
    if (Buffer.isBuffer(answer) || answer.status !== 401) return answer;
    const another = await untilAborted(tokens.accessToken(reference, token), request.signal);
    // The same token again is one so fresh that the bank's 401 means something else.
    return another.equals(token) ? answer : this.#send(call, target, another);
  }

  async #send(call: ProviderCall, target: Target, token: Secret): Promise<Buffer | FdxFailure> {
    call.request.countCall();
    try {
      const { statusCode, headers, body } = await this.#parts.dispatcher.request({
        origin: this.#parts.baseUrl.origin,
        method: "GET",
        path: this.#pathOf(target.segments) + queryText(target.query),
        headers: {
          accept: target.accept,
          authorization: `Bearer ${token.reveal()}`,
          "x-fapi-interaction-id": call.request.interactionId,
          "fdx-api-actor-type": "USER",
        },
        signal: call.request.signal,
      });
      if (SUCCESS.has(statusCode) && !target.wantsBody) {
        await body.dump();
        return Buffer.alloc(0);
      }
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
