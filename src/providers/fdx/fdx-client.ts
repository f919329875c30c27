import type { Clock } from "../../core/clock.js";
import type { ErrorCode } from "../../core/error-codes.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import type { TokenManager } from "../../tokens/token-manager.js";
import type { AnswerCache } from "../cache/answer-cache.js";
import type { ProviderCall, UpstreamRequest } from "../data-provider.js";
import { CallTokens } from "./call-tokens.js";
import { FdxBody } from "./fdx-body.js";
import { type Failed, type FdxFailure, settleFdxFailure } from "./fdx-failure.js";
import { isEmptyList, outcomeOf } from "./fdx-outcomes.js";
import type { FdxRequest, Query } from "./fdx-request.js";
import { type FdxAnswer, FdxTransport, type FdxTransportParts } from "./fdx-transport.js";
import { neededCluster, probeFor } from "./needed-cluster.js";
import { withSupportReferences } from "./support-references.js";
import { nextStep, type ProbeResult, refusalOf } from "./unauthorized.js";

export type { Query } from "./fdx-request.js";

export interface FdxClientParts extends FdxTransportParts {
  readonly tokens: Pick<TokenManager, "accessToken">;
  readonly clock: Pick<Clock, "now">;
  /** What was read before, and calls that are under way; none if left out. */
  readonly cache?: Pick<AnswerCache, "get"> | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A probe of one consent with one token. */
interface Probe {
  readonly call: ProviderCall;
  readonly token: Secret;
  readonly request: FdxRequest;
  readonly result: Promise<ProbeResult>;
}

/** Sends an FDX request with the consent's token, and settles what a refusal means. */
export class FdxClient {
  readonly #parts: FdxClientParts;
  readonly #transport: FdxTransport;
  readonly #tokens: CallTokens;
  /** Calls of one GraphQL request that are refused at once share their probe; the list is gone with the request. */
  readonly #probes = new WeakMap<UpstreamRequest, Probe[]>();

  constructor(parts: FdxClientParts) {
    this.#parts = parts;
    this.#transport = new FdxTransport(parts);
    this.#tokens = new CallTokens(parts.tokens);
  }

  /**
   * @param segments path below the base URL.
   * @returns the body of a 200 or 206, or one that was kept; `undefined` if the provider says that it has nothing for these parameters, by
   * FDX's own code or by 204. Rejects with the one outcome that `fdx-outcomes.ts` names, and costs at most two calls more.
   */
  async get(
    call: ProviderCall,
    segments: readonly string[],
    query: Query = {},
  ): Promise<FdxBody | undefined> {
    const request = { segments, query };
    const { cache } = this.#parts;
    const body = await (cache === undefined
      ? this.#read(call, request)
      : this.#readOrKept(cache, call, request));
    return body.bytes.length === 0 ? undefined : body;
  }

  #readOrKept(cache: Pick<AnswerCache, "get">, call: ProviderCall, request: FdxRequest): Promise<FdxBody> {
    const { segments, query } = request;
    const text = JSON.stringify([this.#parts.baseUrl.href, segments, query]);
    return cache.get(call, { cluster: neededCluster(request), text }, (by) => this.#read(by, request));
  }

  /** @returns an empty body where there is nothing. */
  async #read(call: ProviderCall, request: FdxRequest): Promise<FdxBody> {
    const answer = await this.#answer(call, request);
    if (answer instanceof FdxBody) return answer;
    if (isEmptyList(answer)) return new FdxBody(Buffer.alloc(0), answer.headers);
    throw this.#settle(request, answer);
  }

  /**
   * Asks for a document and does not follow where the bank sends us: the address carries its own permission, and the
   * token must not go there.
   * @returns that address; `undefined` if the bank sends the document itself, or an address that is not https.
   */
  async redirectOf(call: ProviderCall, segments: readonly string[]): Promise<string | undefined> {
    const request = { segments, query: {}, wants: "document" } as const;
    const answer = await this.#answer(call, request);
    if (answer instanceof FdxBody || isEmptyList(answer)) return undefined;
    if (REDIRECTS.has(answer.status)) return this.#locationIn(segments, answer);
    throw this.#settle(request, answer);
  }

  #locationIn(segments: readonly string[], { headers }: FdxFailure): string | undefined {
    const { location } = headers;
    const from = this.urlOf(segments);
    if (location === undefined || !URL.canParse(location, from.href)) return undefined;
    const { protocol, username, password, href } = new URL(location, from);
    return protocol === "https:" && username === "" && password === "" ? href : undefined;
  }

  /** @returns where a `get` of these segments goes, without its query. */
  urlOf(segments: readonly string[]): URL {
    return new URL(segments.map(encodeURIComponent).join("/"), this.#parts.baseUrl);
  }

  /** @returns the last answer, if the provider did not refuse the token; rejects with what its refusal means. */
  async #answer(call: ProviderCall, request: FdxRequest): Promise<FdxAnswer> {
    if (request.segments.some((segment) => segment === "." || segment === "..")) {
      throw new GatewayError("NOT_FOUND", "an id that is a relative path");
    }
    let token = await this.#tokens.of(call);
    let answer = await this.#transport.send(call, request, token);
    let probe: ProbeResult | undefined;
    let askedForAnother = false;
    for (;;) {
      if (answer instanceof FdxBody) return answer;
      const refusal = refusalOf(answer);
      if (refusal === undefined) return answer;
      const next = nextStep({ refusal, probe, askedForAnother });
      if (next.step === "tell") throw this.#settle(request, answer, next.code);
      if (next.step === "probe") {
        probe = await this.#probe(call, request, token);
        continue;
      }
      askedForAnother = true;
      const { headers } = answer;
      const another = await this.#tokens.otherThan(token, call).catch((failure: unknown) => {
        throw withSupportReferences(failure, headers);
      });
      // The same token again is one so fresh that the refusal means something else.
      if (another.equals(token)) continue;
      token = another;
      answer = await this.#transport.send(call, request, token);
    }
  }

  /** Rejects if it cannot be told now, because the provider is down or the request may ask no more. */
  #probe(call: ProviderCall, refused: FdxRequest, token: Secret): Promise<ProbeResult> {
    const request = probeFor(refused, call.grantedClusters);
    if (request === undefined) return Promise.resolve("impossible");
    const asker = call.request.startedBy ?? call.request;
    const probes = this.#probes.get(asker) ?? [];
    this.#probes.set(asker, probes);
    const running = probes.find(
      (probe) =>
        probe.call.reference.consentId === call.reference.consentId &&
        probe.request === request &&
        probe.token.equals(token),
    );
    if (running !== undefined) return running.result;
    const result = this.#transport
      .send(call, request, token)
      .then((answer) => this.#probeResult(request, answer));
    probes.push({ call, token, request, result });
    return result;
  }

  #probeResult(request: FdxRequest, answer: FdxAnswer): ProbeResult {
    if (answer instanceof FdxBody) return "works";
    if (refusalOf(answer) !== undefined) return "refused";
    const failure = this.#settle(request, answer);
    if (failure.entry.retryable) throw failure;
    return "unclear";
  }

  #settle(request: FdxRequest, failure: FdxFailure, code: ErrorCode = outcomeOf(failure)): GatewayError {
    const failed: Failed = { ...request, host: this.#transport.host, now: this.#parts.clock.now() };
    return settleFdxFailure(failed, failure, code);
  }
}
