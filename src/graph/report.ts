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

function concernsOperator(failure: unknown): boolean {
  if (!(failure instanceof GatewayError)) return true;
  return failure.entry.status >= 500 || failure.code === "PROVIDER_RATE_LIMITED";
}
