import type { UpstreamRequest } from "../data-provider.js";
import type { Reading } from "./reading.js";

/** The sending side's view of an attempt. */
export interface Sending {
  /** Whether the answer is of no use any more: nobody waits for it, or it takes too long. */
  readonly isOver: boolean;

  /** Takes one. @param stop called once when it comes to that, and at once if it has. */
  whenOver(stop: () => void): void;

  /** To be told once the bank has begun to answer. */
  answered(): void;
}

/** A call to a bank. What may be read as transient is sent twice, and must change nothing there. */
export interface GuardedCall<Answer> {
  /** Time and end are the call's own. */
  readonly request: Pick<UpstreamRequest, "deadline" | "signal">;

  /** One object for all calls of a GraphQL request, or of a reading that is nobody's. */
  readonly origin: object;

  /** Sends it, once each time. Rejects with GatewayError if there is no whole answer. */
  send(sending: Sending): Promise<Answer>;

  /** @param now wall-clock milliseconds */
  read(answer: Answer, now: number): Reading;
}
