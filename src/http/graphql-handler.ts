import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { Authenticator } from "../auth/authenticator.js";
import type { Caller } from "../core/caller.js";
import type { KeptPart } from "../core/kept-part.js";
import type { RequestWishes } from "../core/request-wishes.js";
import type { WorkSignal } from "../core/work-signal.js";
import type { GraphContext } from "../graph/context.js";
import type { KnownDocuments } from "../graph/operation/known-documents.js";
import { runOperation } from "../graph/operation/run-operation.js";
import type { WholeAnswers, WholeQuestion } from "../graph/operation/whole-answers.js";
import { canBeWhole } from "../graph/operation/whole-question.js";
import { lookForWhole, partsOf, type WholeLook } from "../graph/operation/whole-look.js";
import { serialise } from "../graph/projected/raw-lists.js";
import type { Logger } from "../telemetry/logger.js";
import { type Answer, sendAnswer } from "./answer.js";
import type { AnswerCompression } from "./compression/answer-compression.js";
import type { Drain } from "./drain.js";
import { errorAnswer } from "./error-answer.js";
import { expectHost } from "./expected-host.js";
import { announcesJson, parseJson, readBody } from "./json-body.js";
import type { OperationTurns } from "./operation-turns.js";
import { type ReadyOperation, ReadyOperations } from "./ready-operations.js";
import { requestWishes } from "./request-wishes.js";
import { WorkSignals } from "./work-signals.js";

export interface GraphQLParts {
  /** Decides what may run. */
  readonly graphql: ApolloServer<GraphContext>;
  /** What it has let pass. */
  readonly documents: KnownDocuments;
  readonly authenticator: Authenticator;
  readonly contextFor: (caller: Caller, request: IncomingRequest) => GraphContext;
  /** For one request, if it does not ask for less. */
  readonly deadlineMs: number;
  readonly drain: Drain;
  readonly turns: OperationTurns;
  readonly logger: Logger;
  /** Answers that are kept whole; none if left out. */
  readonly wholeAnswers?: WholeAnswers | undefined;
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
  readonly signal: WorkSignal;
}

/** What is to be done for a request. */
interface Work {
  readonly body: unknown;
  /** Missing where Apollo Server has to look at it first. */
  readonly ready: ReadyOperation | undefined;
  readonly context: GraphContext;
}

interface Done {
  readonly answer: Answer;
  /** What it was made of, where it can be kept whole. */
  readonly parts?: readonly KeptPart[] | undefined;
}

interface Look extends WholeLook {
  readonly context: GraphContext;
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
/** What an operation holds beside its banks' answers, in such answers: so sixteen run at a time that read one list each. */
const OWN_LOAD = 1;
/** Of a look for an answer that was kept whole. */
const LOOK_LOAD = 2;
/** Of one that was not seen before: most read one list. */
const UNKNOWN_LOAD = 1;

const NO_STORE = ["cache-control", "no-store"] as const;

/** POST /graphql, straight from the listener: the framework would cost a small request more than all that is done here. */
export class GraphQLHandler {
  readonly #parts: GraphQLParts;
  readonly #bodyLimit: number;
  readonly #signals: WorkSignals;
  readonly #ready: ReadyOperations;

  constructor(parts: GraphQLParts, bodyLimit: number) {
    this.#parts = parts;
    this.#bodyLimit = bodyLimit;
    this.#signals = new WorkSignals(parts.drain.cutOff);
    this.#ready = new ReadyOperations(parts.documents);
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
    const { authenticator, deadlineMs, drain, onlyHosts, turns, wholeAnswers } = this.#parts;
    const { headers } = exchange.request;
    expectHost(headers, onlyHosts);
    const wishes = requestWishes(headers, Math.min(deadlineMs, drain.timeLeftMs));
    const caller = await authenticator.authenticate(headers.authorization);
    const read = announcesJson(headers) ? await this.#bodyOf(exchange) : { body: undefined };
    if (read === undefined) return;
    const { body } = read;
    const ready = this.#ready.find(headers, body);
    const begin = (): GraphContext => this.#begin(exchange, caller, wishes);
    const look = ready && wholeAnswers && (await this.#lookFor(wholeAnswers, ready, { wishes, begin }));
    if (ready && look?.whole) return this.#send(exchange, answerTo(ready, look.whole));
    await turns.take(loadOf(ready), async (giveWay) => {
      // Nobody waits for it any more, and it has done nothing yet.
      if (exchange.response.destroyed) return;
      const context = look?.context ?? begin();
      const done = await drain.hold(this.#run(headers, { body, ready, context }));
      giveWay();
      await this.#send(exchange, done.answer);
      if (look?.question && done.parts) await this.#keepWhole(exchange, look.question, done);
    });
  }

  /** A turn of its own, of a small load: whatever its document's last run held. Looks beside each other cost less than one by one. */
  async #lookFor(
    wholeAnswers: WholeAnswers,
    ready: ReadyOperation,
    { wishes, begin }: { readonly wishes: RequestWishes; readonly begin: () => GraphContext },
  ): Promise<Look | undefined> {
    if (!canBeWhole(ready, wishes)) return undefined;
    const { turns, drain } = this.#parts;
    let look: Look | undefined;
    await turns.take(LOOK_LOAD, async () => {
      const context = begin();
      look = { context, ...(await drain.hold(lookForWhole(wholeAnswers, ready, context))) };
    });
    return look;
  }

  /** The client has its answer: whatever fails here is told to the operator alone. */
  async #keepWhole({ id }: Exchange, question: WholeQuestion, { answer, parts = [] }: Done): Promise<void> {
    const { wholeAnswers, drain } = this.#parts;
    const kept = wholeAnswers?.keep(question, answer.body, parts);
    await drain.hold(kept).catch((failure: unknown) => {
      this.#failed(failure, id);
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

  #begin({ id, response }: Exchange, caller: Caller, wishes: RequestWishes): GraphContext {
    const { deadline, actorType, maxAgeSeconds } = wishes;
    const signal = this.#signals.begin(response, deadline);
    return this.#parts.contextFor(caller, { id, signal, deadline, actorType, maxAgeSeconds });
  }

  async #run(headers: IncomingHttpHeaders, { body, ready, context }: Work): Promise<Done> {
    const ran = ready && (await runReady(ready, context));
    if (ran !== undefined) return ran;
    const httpGraphQLRequest = { method: "POST", headers: apolloHeaders(headers), search: "", body };
    const answered = await this.#parts.graphql.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      context: async () => context,
    });
    const answer = answerOf(answered);
    const contentType = answered.headers.get("content-type");
    // What says that no type pleases has a type as well.
    if (answer.status === 200 && contentType !== undefined) this.#ready.learn(headers, contentType);
    return { answer };
  }

  #failed(failure: unknown, id: string): Answer {
    const { status, headers, body } = errorAnswer(failure, id, this.#parts.logger);
    const type = { "content-type": "application/json; charset=utf-8" };
    return { status, headers: Object.entries({ ...headers, ...type }), body: JSON.stringify(body) };
  }
}

function loadOf(ready: ReadyOperation | undefined): number {
  return OWN_LOAD + (ready?.known.lastAnswers ?? UNKNOWN_LOAD);
}

/** @returns `undefined` where its variables do not fit: nothing was run. */
async function runReady(ready: ReadyOperation, context: GraphContext): Promise<Done | undefined> {
  const result = await runOperation(ready, ready.variables, context);
  if (result === undefined) return undefined;
  return { answer: answerTo(ready, serialise(result, context.rawLists)), parts: partsOf(result, context) };
}

function answerTo({ contentType }: ReadyOperation, body: string | Buffer): Answer {
  return { status: 200, headers: [["content-type", contentType], NO_STORE], body };
}

function apolloHeaders(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const name of APOLLO_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") map.set(name, value);
  }
  return map;
}

function answerOf({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  // Only `@defer` and `@stream`, which the schema does not have, are answered piece by piece.
  if (body.kind !== "complete") throw new Error("an answer in pieces");
  if (!headers.has("cache-control")) headers.set(...NO_STORE);
  return { status, headers, body: body.string };
}
