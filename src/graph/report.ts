import type { ErrorCode } from "../core/error-codes.js";
import { GatewayError } from "../core/gateway-error.js";

/** @param at where in the operation; names only, never a value. */
export type Report = (failure: unknown, at?: string) => void;

/** Leaves out what the app or the end user can see and mend alone, and what was told before in the same request. */
export function reportOnce(report: Report): Report {
  const told = new Set<string>();
  return (failure, at = "") => {
    const what = failure instanceof Error ? failure.message : typeof failure;
    if (!concernsOperator(failure) || told.has(`${at} ${what}`)) return;
    told.add(`${at} ${what}`);
    report(failure, at);
  };
}

/** A provider's ordinary state, though its status is one of failure. */
const ORDINARY: ReadonlySet<ErrorCode> = new Set(["PROVIDER_UNSUPPORTED", "PROVIDER_NOT_READY"]);

function concernsOperator(failure: unknown): boolean {
  if (!(failure instanceof GatewayError)) return true;
  if (ORDINARY.has(failure.code)) return false;
  return failure.entry.status >= 500 || failure.code === "PROVIDER_RATE_LIMITED";
}
