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

type Handler = Required<Omit<Dispatcher.DispatchHandler, "onRequestUpgrade">>;

/** A dispatcher without a socket, which tells a handler in undici's order what `answer` gives. */
export function fakeDispatcher(answer: (request: FakeRequest) => FakeAnswer): Dispatcher {
  const dispatch = (options: FakeRequest, handler: Handler): boolean => {
    const controller = new FakeController();
    const given = answer(options);
    try {
      tell(handler, controller, given);
    } catch (failure) {
      handler.onResponseError(controller, failure as Error);
    }
    return true;
  };
  return { dispatch } as unknown as Dispatcher;
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

class FakeController implements Dispatcher.DispatchController {
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
