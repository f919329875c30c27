import type { Reading } from "../guard/reading.js";
import type { ConnectFailure } from "./connect-failure.js";
import { CONNECT_OUTCOMES } from "./connect-outcomes.js";

/**
 * @param failure of a call; missing where Flinks answered.
 * @returns what it says of Flinks' health. A code of Flinks' own is its word on one login or one bank. That no answer came in time says
 * nothing: it may have waited for a slow bank.
 */
export function readingOf(failure: ConnectFailure | undefined): Reading {
  if (failure === undefined) return { verdict: "answered" };
  const { code, flinksCode } = failure;
  if (code === "PROVIDER_TIMEOUT") return { verdict: "unknown" };
  if (code === "PROVIDER_RATE_LIMITED") return { verdict: "limited" };
  const isOfFlinksItself = !CONNECT_OUTCOMES.some(([known]) => known === flinksCode);
  return { verdict: code === "PROVIDER_UNAVAILABLE" && isOfFlinksItself ? "failed" : "answered" };
}
