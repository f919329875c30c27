import type { Dispatcher } from "undici";

export interface FakeRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
}

export interface FakeAnswer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  /** In pieces; it breaks off where they throw. */
  readonly body: Iterable<Buffer>;
}

/** What an answer is told to. */
export type Handler = Required<Omit<Dispatcher.DispatchHandler, "onRequestUpgrade">>;

/** A dispatcher without a socket. */
export function fakeDispatcher(answer: (request: FakeRequest) => FakeAnswer): Dispatcher {
  const dispatch = (options: FakeRequest, handler: Handler): boolean => {
    answerTo(handler, answer(options));
    return true;
  };
  return { dispatch } as unknown as Dispatcher;
}

/** Tells a handler an answer as undici does, in its order. */
export function answerTo(handler: Handler, answer: FakeAnswer): void {
  const controller = new FakeController();
  try {
    tell(handler, controller, answer);
  } catch (failure) {
    handler.onResponseError(controller, failure as Error);
  }
}

function tell(handler: Handler, controller: FakeController, answer: FakeAnswer): void {
  handler.onRequestStart(controller, {});
  handler.onResponseStart(controller, answer.statusCode, answer.headers ?? {});
  for (const chunk of answer.body) {
    handler.onResponseData(controller, chunk);
    if (controller.reason !== null) throw controller.reason;
  }
  handler.onResponseEnd(controller, {});
}

/** Of an exchange without a socket. */
export class FakeController implements Dispatcher.DispatchController {
  reason: Error | null = null;
  readonly paused = false;
  readonly rawHeaders = null;
  readonly rawTrailers = null;

  readonly aborted = false;

  abort(reason: Error): void {
    this.reason = reason;
  }

  pause(): void {
    throw new Error("nobody waits");
  }

  resume(): void {
    throw new Error("nobody waits");
  }
}
