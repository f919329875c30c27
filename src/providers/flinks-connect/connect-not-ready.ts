import { GatewayError } from "../../core/gateway-error.js";
import type { ReadingPolicy } from "./connect-reading.js";
import type { StoredSession } from "./connect-sessions.js";

/** @returns why there is no snapshot yet: CHALLENGE_REQUIRED, PROVIDER_NOT_READY, or how the last reading failed. */
export function whyNotReady(
  { session }: StoredSession,
  now: number,
  { pollMs }: Pick<ReadingPolicy, "pollMs">,
): GatewayError {
  if (session?.status === "CHALLENGED") {
    return new GatewayError("CHALLENGE_REQUIRED", "the bank asks a security question");
  }
  if (session?.status !== "RESTING") {
    const retryAfter = Math.ceil(pollMs / 1000);
    return new GatewayError("PROVIDER_NOT_READY", "Flinks is still reading", { facts: { retryAfter } });
  }
  const code = session.code === "CHALLENGE_ENDED" ? "PROVIDER_NOT_READY" : session.code;
  const retryAfter = Math.max(1, Math.ceil((session.until - now) / 1000));
  const failure = new GatewayError(code, "the last reading failed");
  return failure.entry.retryable ? failure.with({ retryAfter }) : failure;
}
