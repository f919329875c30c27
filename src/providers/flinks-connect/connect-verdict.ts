import type { Verdict } from "../guard/reading.js";
import type { ConnectFailure } from "./connect-failure.js";
import { CONNECT_OUTCOMES } from "./connect-outcomes.js";

/**
 * @param failure of a call; missing where Flinks answered.
 * @returns what it says of Flinks' health. A code of Flinks' own is its word on one login or one bank. That no answer came in time says
 * nothing: it may have waited for a slow bank.
 */
export function verdictOf(failure: ConnectFailure | undefined): Verdict {
  if (failure === undefined) return "answered";
  const { code, flinksCode } = failure;
  if (code === "PROVIDER_TIMEOUT") return "unknown";
  if (code === "PROVIDER_RATE_LIMITED") return "limited";
  const isOfFlinksItself = !CONNECT_OUTCOMES.some(([known]) => known === flinksCode);
  return code === "PROVIDER_UNAVAILABLE" && isOfFlinksItself ? "failed" : "answered";
}
