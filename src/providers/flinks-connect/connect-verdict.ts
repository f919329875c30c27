import type { ErrorCode } from "../../core/error-codes.js";
import type { Reading } from "../guard/reading.js";
import { ConnectFailure } from "./connect-failure.js";

const OF_FLINKS_ITSELF: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "PROVIDER_TIMEOUT"];

/**
 * @param settled an answer, or a failure in its place.
 * @returns what it says of Flinks' health. With a code of Flinks' own it is about one login or one bank.
 */
export function verdictOf(settled: object): Reading {
  if (!(settled instanceof ConnectFailure)) return { verdict: "answered" };
  const { code, flinksCode } = settled;
  if (code === "PROVIDER_RATE_LIMITED") return { verdict: "limited" };
  return { verdict: flinksCode === undefined && OF_FLINKS_ITSELF.includes(code) ? "failed" : "answered" };
}
