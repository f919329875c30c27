import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { Authenticator } from "../auth/authenticator.js";
import type { Caller } from "../core/caller.js";
import type { RequestWishes } from "../core/request-wishes.js";
import type { GraphContext } from "../graph/context.js";
import type { Logger } from "../telemetry/logger.js";
import { type Answer, sendAnswer } from "./answer.js";
import type { AnswerCompression } from "./compression/answer-compression.js";
import type { Drain } from "./drain.js";
import { errorAnswer } from "./error-answer.js";
import { expectHost } from "./expected-host.js";
import { announcesJson, parseJson, readBody } from "./json-body.js";
import { OperationLoads } from "./operation-loads.js";
import type { OperationTurns } from "./operation-turns.js";
import { requestWishes } from "./request-wishes.js";
import { WorkSignals } from "./work-signals.js";

export interface GraphQLParts {
  readonly graphql: ApolloServer<GraphContext>;
  readonly authenticator: Authenticator;
  readonly contextFor: (caller: Caller, request: IncomingRequest) => GraphContext;
  /** For one request, if it does not ask for less. */
  readonly deadlineMs: number;
  readonly drain: Drain;
  readonly turns: OperationTurns;
  readonly logger: Logger;
  /** Without it every answer is sent as it is. */
  readonly compression?: Pick<AnswerCompression, "concerns" | "negotiated"> | undefined;
  /** Dev mode: answer only to these `Host` names, so that no web page can reach the gateway by DNS rebinding. */
  readonly onlyHosts: readonly string[] | undefined;
}

/** What of an HTTP request the work below it needs. */
export interface IncomingRequest extends RequestWishes {
  /** A UUID; also sent to providers. */
  readonly id: string;
  /** Ends when the client is gone, or when there is just time left to write the answer. */
  readonly signal: AbortSignal;
}

interface Exchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Where it was read already. */
  readonly body: Buffer | undefined;
}

/** All that Apollo Server reads: what the answer may be, and the proof that no web page's form sent the request. */
const APOLLO_HEADERS = ["content-type", "accept", "x-apollo-operation-name", "apollo-require-preflight"];
/** What most apps say. Apollo Server would parse it for every request, and come to what it does without. */
const USUAL_TYPE = "application/json";
const USUAL_ACCEPTS = new Set<string | undefined>([USUAL_TYPE, "*/*", undefined]);

/** POST /graphql, straight from the listener: the framework would cost a small request more than all that is done here. */
export class GraphQLHandler {
  readonly #parts: GraphQLParts;
  readonly #bodyLimit: number;
  readonly #signals: WorkSignals;
  readonly #loads = new OperationLoads();

  constructor(parts: GraphQLParts, bodyLimit: number) {
    this.#parts = parts;
    this.#bodyLimit = bodyLimit;
    this.#signals = new WorkSignals(parts.drain.cutOff);
  }

  /** Answers, whatever happens; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse, body?: Buffer): Promise<void> {
    const exchange = { id: randomUUID(), request, response, body };
    await this.#answer(exchange).catch(async (failure: unknown) => {
      await this.#send(exchange, this.#failed(failure, exchange.id));
    });
  }

  /**
   * What the headers say is known before a byte of the body is read: an anonymous request, or one with a wish that cannot be
   * read, costs no parsing.
   */
  async #answer(exchange: Exchange): Promise<void> {
    const { authenticator, deadlineMs, drain, onlyHosts, turns } = this.#parts;
    const { headers } = exchange.request;
    expectHost(headers, onlyHosts);
    const wishes = requestWishes(headers, Math.min(deadlineMs, drain.timeLeftMs));
    const caller = await authenticator.authenticate(headers.authorization);
    const read = announcesJson(headers) ? await this.#bodyOf(exchange) : { body: undefined };
    if (read === undefined) return;
    const { body } = read;
    await turns.take(this.#loads.of(documentIn(body)), async (giveWay) => {
      // Nobody waits for it any more, and it has done nothing yet.
      if (exchange.response.destroyed) return;
      const answer = await this.#run(exchange, body, caller, wishes);
      giveWay();
      await this.#send(exchange, answer);
    });
  }

  async #send({ id, request, response }: Exchange, answer: Answer): Promise<void> {
    if (response.destroyed) return;
    const { compression } = this.#parts;
    const isVaried = compression?.concerns(answer) === true;
    const accepted = request.headers["accept-encoding"];
    sendAnswer(response, id, isVaried ? await compression.negotiated(answer, accepted) : answer);
  }

  /** @returns `undefined` if the client was gone before its end. */
  async #bodyOf({ request, response, body }: Exchange): Promise<{ readonly body: unknown } | undefined> {
    try {
      const bytes = body ?? (await readBody(request, this.#bodyLimit));
      return bytes && { body: parseJson(bytes) };
    } catch (failure) {
      // Whoever sends what cannot be read may have more of it under way.
      response.shouldKeepAlive = false;
      throw failure;
    }
  }

  async #run(exchange: Exchange, body: unknown, caller: Caller, wishes: RequestWishes): Promise<Answer> {
    const { graphql, contextFor, drain } = this.#parts;
    const { id, request, response } = exchange;
    let context: GraphContext | undefined;
    const answered = graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers: apolloHeaders(request.headers), search: "", body },
      context: async () => {
        const signal = this.#signals.begin(response, wishes.deadline);
        context = contextFor(caller, { id, signal, ...wishes });
        return context;
      },
    });
    const answer = answerOf(await drain.hold(answered));
    if (context) this.#loads.learn(documentIn(body), context.upstreamCalls() + context.cachedAnswers());
    return answer;
  }

  #failed(failure: unknown, id: string): Answer {
    const { status, headers, body } = errorAnswer(failure, id, this.#parts.logger);
    const type = { "content-type": "application/json; charset=utf-8" };
    return { status, headers: Object.entries({ ...headers, ...type }), body: JSON.stringify(body) };
  }
}

/** @returns no text where there is none: that is refused soon. */
function documentIn(body: unknown): string {
  const { query = "" } = (body ?? {}) as { readonly query?: unknown };
  return typeof query === "string" ? query : "";
}

function apolloHeaders(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  if (headers["content-type"] === USUAL_TYPE && USUAL_ACCEPTS.has(headers.accept)) {
    // No web page can send this type without being let.
    map.set("apollo-require-preflight", USUAL_TYPE);
    return map;
  }
  for (const name of APOLLO_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") map.set(name, value);
  }
  return map;
}

function answerOf({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  // Only `@defer` and `@stream`, which the schema does not have, are answered piece by piece.
  if (body.kind !== "complete") throw new Error("an answer in pieces");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  return { status, headers, body: body.string };
}
