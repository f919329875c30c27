import type { ErrorCode } from "../../core/error-codes.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GuardedCall, Sending } from "./guarded-call.js";
import type { Reading, Verdict } from "./reading.js";

/** How an attempt ended: an answer, or a failure in its place. */
export type Outcome<Answer> = { readonly reading: Reading } & (
  { readonly answer: Answer } | { readonly failure: unknown }
);

/** What each failure to get a whole answer says. By any other the call was refused before it was sent. */
const VERDICTS: Partial<Record<ErrorCode, Verdict>> = {
  PROVIDER_UNAVAILABLE: "failed",
  PROVIDER_TIMEOUT: "failed",
  PROVIDER_ANSWER_INVALID: "answered",
};

/** One sending of a call, and the time it has: what the bank may take, or what is left of the request if that is less. */
export class Attempt implements Sending {
  readonly #request: GuardedCall<unknown>["request"];
  readonly #timer: NodeJS.Timeout;
  #onOver: () => void = () => undefined;
  #isOver = false;
  #hasAnswer = false;
  #isOverdue = false;

  /** @param limitMs what the bank may take */
  private constructor(request: GuardedCall<unknown>["request"], limitMs: number) {
    this.#request = request;
    const leftMs = request.deadline.remainingMs;
    // undici's own limits are on silence: one byte a second passes them for ever.
    this.#timer = setTimeout(
      () => {
        this.#isOverdue = limitMs <= leftMs;
        this.#stop();
      },
      Math.min(limitMs, leftMs),
    );
    request.signal.addEventListener("abort", this.#stop);
  }

  /** Never rejects. */
  static async make<Answer>(
    call: GuardedCall<Answer>,
    { limitMs, now }: { readonly limitMs: number; readonly now: () => number },
  ): Promise<Outcome<Answer>> {
    const attempt = new Attempt(call.request, limitMs);
    try {
      const answer = await call.send(attempt);
      return { answer, reading: call.read(answer, now()) };
    } catch (failure) {
      return { failure, reading: attempt.#readingOf(failure) };
    } finally {
      attempt.#end();
    }
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  whenOver(stop: () => void): void {
    this.#onOver = stop;
    if (this.#isOver) stop();
  }

  answered(): void {
    this.#hasAnswer = true;
  }

  readonly #stop = (): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onOver();
  };

  #end(): void {
    clearTimeout(this.#timer);
    this.#request.signal.removeEventListener("abort", this.#stop);
  }

  #readingOf(failure: unknown): Reading {
    if (this.#isOverdue) return { verdict: "failed" };
    if (this.#isOver || !(failure instanceof GatewayError)) return { verdict: "unknown" };
    return {
      verdict: VERDICTS[failure.code] ?? "unknown",
      isTransient: failure.code === "PROVIDER_UNAVAILABLE" && !this.#hasAnswer,
    };
  }
}

/** @returns the answer. @throws the failure */
export function settle<Answer>(outcome: Outcome<Answer>): Answer {
  if ("answer" in outcome) return outcome.answer;
  throw outcome.failure;
}
