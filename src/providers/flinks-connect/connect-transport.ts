import { type Dispatcher, errors } from "undici";
import type { Clock } from "../../core/clock.js";
import { GatewayError } from "../../core/gateway-error.js";
import { MAX_ANSWER_BYTES } from "../answer-limit.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import { parseExactJson } from "../fdx/exact-json.js";
import { readableBody } from "../fdx/readable-body.js";
import { retryAfterOf } from "../fdx/retry-after.js";
import { ConnectFailure } from "./connect-failure.js";
import { isPending, outcomeOf } from "./connect-outcomes.js";

export interface ConnectTransportParts {
  readonly apiBaseUrl: URL;
  /** A pool to the API's origin. It must not follow redirects. */
  readonly dispatcher: Dispatcher;
  readonly clock: Pick<Clock, "now">;
  /** For one call. */
  readonly timeoutMs: number;
}

/** For whom a call is made. */
export interface CallContext {
  /** Ends the call early. Left out where what Flinks answers must be written down in any case. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each HTTP request. */
  readonly countCall?: (() => void) | undefined;
  /** Told how each of them ended. */
  readonly heard?: ((failure?: ConnectFailure) => void) | undefined;
}

export interface ConnectRequest {
  /** For messages: the path itself may hold a loginId. */
  readonly name: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the API's base URL; each is encoded. */
  readonly segments: readonly string[];
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer that is no failure. */
export interface ConnectAnswer {
  readonly status: number;
  readonly isPending: boolean;
  readonly location: string | undefined;
  readonly bytes: Buffer;
  /** What the bytes mean; empty where they are no JSON object. */
  readonly body: PlainObject;
}

const FLINKS_CODE = /^[A-Z_]{1,64}$/;
const REDIRECTS = new Set([302, 303, 307]);

/** Sends one request to Flinks Connect, and puts into words what goes wrong. */
export class ConnectTransport {
  readonly #parts: ConnectTransportParts;

  constructor(parts: ConnectTransportParts) {
    this.#parts = parts;
  }

  /** Rejects with a `ConnectFailure`. */
  async send(request: ConnectRequest, context: CallContext): Promise<ConnectAnswer> {
    const { apiBaseUrl, dispatcher, timeoutMs } = this.#parts;
    context.countCall?.();
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const signal = limited(context.signal, timeoutMs);
    try {
      const answer = await dispatcher.request({
        ...{ origin: apiBaseUrl.origin, path: this.#pathOf(request), method: request.method, body },
        headers: {
          accept: "application/json",
          ...(body === null ? {} : { "content-type": "application/json" }),
          ...request.headers,
        },
        signal,
      });
      const { statusCode: status, headers } = answer;
      const bytes = await readableBody(
        Buffer.from(await answer.body.arrayBuffer()),
        headers,
        MAX_ANSWER_BYTES,
      );
      const location = headers["location"];
      const settled = { ...answerOf(status, bytes), location: textOf(location) };
      const accepted = this.#accepted(request, settled, headers);
      context.heard?.();
      return accepted;
    } catch (failure) {
      const told =
        failure instanceof ConnectFailure ? failure : transportFailure(request.name, signal, failure);
      context.heard?.(told);
      throw told;
    }
  }

  #accepted(
    { name }: ConnectRequest,
    answer: ConnectAnswer,
    headers: Parameters<typeof retryAfterOf>[0],
  ): ConnectAnswer {
    if (REDIRECTS.has(answer.status)) return answer;
    const flinksCode = flinksCodeOf(answer.body);
    const outcome = outcomeOf(flinksCode, answer.status);
    if (outcome === undefined) return answer;
    const retryAfter = retryAfterOf(headers, this.#parts.clock.now());
    const detail = `${name}: HTTP ${answer.status}, ${flinksCode ?? "no code"}`;
    const facts = retryAfter === undefined ? {} : { retryAfter };
    throw new ConnectFailure(outcome.code, outcome.remedy, detail, { facts, flinksCode });
  }

  #pathOf({ segments, query = {} }: ConnectRequest): string {
    const path = this.#parts.apiBaseUrl.pathname + segments.map(encodeURIComponent).join("/");
    const parameters = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    return parameters.length === 0 ? path : `${path}?${parameters.join("&")}`;
  }
}

function limited(signal: AbortSignal | undefined, timeoutMs: number): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

function answerOf(status: number, bytes: Buffer): Omit<ConnectAnswer, "location"> {
  const body = objectIn(bytes);
  return { status, bytes, body, isPending: isPending(flinksCodeOf(body), status) };
}

function objectIn(bytes: Buffer): PlainObject {
  try {
    const body = parseExactJson(bytes);
    return isPlainObject(body) ? body : {};
  } catch {
    return {};
  }
}

function flinksCodeOf({ FlinksCode: code }: PlainObject): string | undefined {
  return typeof code === "string" && FLINKS_CODE.test(code) ? code : undefined;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

function transportFailure(name: string, { aborted }: AbortSignal, failure: unknown): ConnectFailure {
  // What was found out about the body itself.
  if (failure instanceof GatewayError)
    return new ConnectFailure(failure.code, "later", `${name}: unreadable`);
  if (failure instanceof errors.ResponseExceededMaxSizeError) {
    return new ConnectFailure("PROVIDER_ANSWER_INVALID", "later", `${name}: the answer is too large`, {
      cause: failure,
    });
  }
  const isLate =
    aborted || failure instanceof errors.HeadersTimeoutError || failure instanceof errors.BodyTimeoutError;
  const code = isLate ? "PROVIDER_TIMEOUT" : "PROVIDER_UNAVAILABLE";
  return new ConnectFailure(code, "later", `${name}: no answer`, { cause: failure });
}
