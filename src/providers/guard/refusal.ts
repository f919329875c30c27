import { GatewayError } from "../../core/gateway-error.js";
import type { DataProviderId } from "../../core/ids.js";

/** Why a bank is not called, and in what words. */
const REASONS = {
  breaker_open: "its last calls failed (the circuit breaker is open)",
  throttled: "it turns too many calls away (adaptive throttle)",
  full: "too many calls are under way (bulkhead)",
} as const;

export type RefusalCause = keyof typeof REASONS;

export const REFUSAL_CAUSES = Object.keys(REASONS) as readonly RefusalCause[];

/** When the next probe goes; places come free sooner. */
const RETRY_AFTER_S = 1;

export function refusal(id: DataProviderId, cause: RefusalCause): GatewayError {
  return new GatewayError("PROVIDER_UNAVAILABLE", `${id}: no call was made, ${REASONS[cause]}`, {
    facts: { retryAfter: RETRY_AFTER_S },
  });
}
