import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { afterArrivals } from "../../core/after-arrivals.js";
import { joinedBytes } from "../../core/joined-bytes.js";
import type { Sending } from "../guard/guarded-call.js";

/** What came back for one request, to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty if it was longer than it may be, or broke off, where the caller can do without. */
  readonly body: Buffer;
}

/** What is sent. */
export interface HttpGet {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Told the head as soon as it is there.
   * @returns how many bytes of the body can be done without when there are more, or when it breaks off; `undefined` if all of it is wanted.
   */
  onHead(status: number, headers: IncomingHttpHeaders): number | undefined;
}

const NOTHING = Buffer.alloc(0);
/** Made once: whole requests with forty calls are given up at a time, and the stack of an error costs more than the rest of their end. */
const GIVEN_UP = new DOMException("nobody waits for the answer any more", "AbortError");

/**
 * One GET by undici's `dispatch`. Its `request` makes a stream, an async resource and a signal's listeners for each call,
 * which costs more than the call itself where forty of them make one answer.
 *
 * Rejects with undici's errors, and with an AbortError as soon as `sending` is over, wherever the request then is.
 */
export function httpGet(dispatcher: Dispatcher, get: HttpGet, sending: Sending): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(get, resolve, reject);
    const { origin, path, headers } = get;
    sending.whenOver(() => {
      exchange.stop();
    });
    if (!sending.isOver) dispatcher.dispatch({ origin, path, method: "GET", headers }, exchange);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #get: HttpGet;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (failure: Error) => void;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #dispensable: number | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isStopped = false;

  constructor(get: HttpGet, resolve: (answer: HttpAnswer) => void, reject: (failure: Error) => void) {
    this.#get = get;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  stop(): void {
    this.#isStopped = true;
    this.#controller?.abort(GIVEN_UP);
    // One that still waits for a connection is told of its end only when it gets one.
    this.#fail(GIVEN_UP);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isStopped) controller.abort(GIVEN_UP);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // An early hint is not yet the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#dispensable = this.#get.onHead(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#dispensable === undefined || this.#length <= this.#dispensable) {
      this.#chunks.push(chunk);
      return;
    }
    this.#settle(NOTHING);
    controller.abort(new DOMException("the rest is not needed", "AbortError"));
  }

  onResponseEnd(): void {
    this.#settle(joinedBytes(this.#chunks));
  }

  onResponseError(_controller: Dispatcher.DispatchController, failure: Error): void {
    this.#fail(failure);
  }

  #fail(failure: Error): void {
    if (this.#dispensable === undefined) this.#reject(failure);
    else this.#settle(NOTHING);
  }

  #settle(body: Buffer): void {
    const answer = { status: this.#status, headers: this.#headers, body };
    afterArrivals(() => {
      this.#resolve(answer);
    });
  }
}
