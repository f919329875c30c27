import { registerEnumType } from "type-graphql";
import type { ErrorCode } from "../../core/error-codes.js";
import type { ErrorFacts } from "../../core/gateway-error.js";

/** Why there is nothing where a client asked for something. */
export const NullReason = {
  NOT_CONSENTED: "NOT_CONSENTED",
  NOT_SUPPORTED: "NOT_SUPPORTED",
  NOT_FOUND: "NOT_FOUND",
  EMPTY: "EMPTY",
  PENDING: "PENDING",
  UPSTREAM_ERROR: "UPSTREAM_ERROR",
  TIMEOUT: "TIMEOUT",
  BUDGET: "BUDGET",
  REQUEST_INVALID: "REQUEST_INVALID",
  GATEWAY_ERROR: "GATEWAY_ERROR",
} as const;

export type NullReason = keyof typeof NullReason;

registerEnumType(NullReason, {
  name: "NullReason",
  description:
    "Why there is nothing. Every null in a bank's data has one entry in `extensions.nulls`, with one of these.",
  valuesConfig: {
    NOT_CONSENTED: { description: "The end user has not shared it, or must consent again." },
    NOT_SUPPORTED: { description: "The data provider does not offer it." },
    NOT_FOUND: { description: "There is no such thing for this caller." },
    EMPTY: { description: "The data provider answered, and has nothing to say here." },
    PENDING: { description: "The data provider is still preparing it: ask again later." },
    UPSTREAM_ERROR: { description: "The data provider failed, or its answer could not be read." },
    TIMEOUT: { description: "The data provider did not answer in time." },
    BUDGET: { description: "Too many requests: a limit of the data provider's or of the gateway's." },
    REQUEST_INVALID: { description: "The operation asked wrongly; its error says how." },
    GATEWAY_ERROR: { description: "The gateway itself failed." },
  },
});

const REASONS: Readonly<Partial<Record<ErrorCode, NullReason>>> = {
  DATA_CLUSTER_NOT_GRANTED: "NOT_CONSENTED",
  CONSENT_REAUTH_REQUIRED: "NOT_CONSENTED",
  CONSENT_NOT_ACTIVE: "NOT_CONSENTED",
  PROVIDER_UNSUPPORTED: "NOT_SUPPORTED",
  PROVIDER_NOT_REGISTERED: "NOT_SUPPORTED",
  NOT_FOUND: "NOT_FOUND",
  PROVIDER_UNAVAILABLE: "UPSTREAM_ERROR",
  PROVIDER_ANSWER_INVALID: "UPSTREAM_ERROR",
  PROVIDER_REFUSED: "UPSTREAM_ERROR",
  VALUE_NOT_TOLD: "EMPTY",
  VALUE_UNCLEAR: "UPSTREAM_ERROR",
  HISTORY_INCOMPLETE: "UPSTREAM_ERROR",
  PROVIDER_NOT_READY: "PENDING",
  // The bank waits for the end user.
  CHALLENGE_REQUIRED: "PENDING",
  PROVIDER_TIMEOUT: "TIMEOUT",
  PROVIDER_RATE_LIMITED: "BUDGET",
  PROVIDER_BUDGET_SPENT: "BUDGET",
  OPERATION_TOO_COMPLEX: "BUDGET",
  ARGUMENT_INVALID: "REQUEST_INVALID",
  CURSOR_INVALID: "REQUEST_INVALID",
  RAW_PAYLOAD_NOT_ALLOWED: "REQUEST_INVALID",
};

/** @returns the reason that a failure is for a null; a code that no provider causes is the gateway's own. */
export function reasonOf(code: string, facts: Pick<ErrorFacts, "argument"> = {}): NullReason {
  if (facts.argument !== undefined) return "REQUEST_INVALID";
  return REASONS[code as ErrorCode] ?? "GATEWAY_ERROR";
}
