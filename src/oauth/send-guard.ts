import { DecoratorHandler, type Dispatcher } from "undici";
import { GatewayError } from "../core/gateway-error.js";

/** What is to happen when a request is about to be sent. Throws if it must not be. */
export type SendGuard = () => void;

/**
 * The guards of the refreshes that are under way. The OAuth client knows nothing of them, and a request is found by
 * the token that it spends. (An `AsyncLocalStorage` would have every promise of the process watched on Node 20, from the first refresh on.)
 */
export class SendGuards {
  readonly #guards = new Map<string, SendGuard>();

  /** Runs `send`; every request in it that spends the token passes `guard` before it is written to its connection. */
  async with<Result>(refreshToken: string, guard: SendGuard, send: () => Promise<Result>): Promise<Result> {
    this.#guards.set(refreshToken, guard);
    try {
      return await send();
    } finally {
      if (this.#guards.get(refreshToken) === guard) this.#guards.delete(refreshToken);
    }
  }

  /**
   * @param body of the request, as the OAuth client made it.
   * @returns `undefined` for a request that spends no refresh token. @throws GatewayError INTERNAL for one that does, and has no guard
   */
  of(body: unknown): SendGuard | undefined {
    const spent = body instanceof URLSearchParams ? body.get("refresh_token") : null;
    if (spent === null) return undefined;
    const guard = this.#guards.get(spent);
    if (guard === undefined) throw new GatewayError("INTERNAL", "a refresh that nobody guards");
    return guard;
  }
}

/**
 * @returns a dispatcher that asks `guard` when a connection is there and the request is about to be written. Asking any earlier
 * would leave out the time that the connection took.
 */
export function guardedDispatcher(dispatcher: Dispatcher, guard: SendGuard): Dispatcher {
  return dispatcher.compose(
    (dispatch) => (options, handler) => dispatch(options, new GuardedHandler(handler, guard)),
  );
}

/** undici's types leave the methods of this class out. */
const inherited = DecoratorHandler.prototype as Dispatcher.DispatchHandler;

class GuardedHandler extends DecoratorHandler {
  readonly #guard: SendGuard;

  constructor(handler: Dispatcher.DispatchHandler, guard: SendGuard) {
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
