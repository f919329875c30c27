import { AsyncLocalStorage } from "node:async_hooks";
import { DecoratorHandler, type Dispatcher } from "undici";

/** The guard of the request that is being made, carried through the OAuth client, which knows nothing of it. */
const guards = new AsyncLocalStorage<() => void>();

/** Runs `send` so that every request in it passes `guard` before it is written to its connection. */
export function withSendGuard<Result>(guard: () => void, send: () => Promise<Result>): Promise<Result> {
  return guards.run(guard, send);
}

/**
 * @returns a dispatcher that asks the guard of `withSendGuard` when a connection is there and the request is about to be
 * written. Asking any earlier would leave out the time that the connection took.
 */
export function guardedDispatcher(dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const guard = guards.getStore();
    return dispatch(options, guard === undefined ? handler : new GuardedHandler(handler, guard));
  });
}

/** undici's types leave the methods of this class out. */
const inherited = DecoratorHandler.prototype as Dispatcher.DispatchHandler;

class GuardedHandler extends DecoratorHandler {
  readonly #guard: () => void;

  constructor(handler: Dispatcher.DispatchHandler, guard: () => void) {
    super(handler);
    this.#guard = guard;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    inherited.onRequestStart?.call(this, controller, context);
    try {
      this.#guard();
    } catch (refusal) {
      controller.abort(refusal as Error);
    }
  }
}
