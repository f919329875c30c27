import type { Reading } from "../guard/reading.js";
import { FdxBody } from "./fdx-body.js";
import type { FdxFailure } from "./fdx-failure.js";
import { outcomeOf } from "./fdx-outcomes.js";
import { retryAfterOf } from "./retry-after.js";

/** A gateway's words for a bank behind it that is away for the moment. */
const TRANSIENT = new Set([502, 503, 504]);
const REQUEST_TIMEOUT = 408;
const NOT_IMPLEMENTED = 501;

/**
 * @param now wall-clock milliseconds
 * @returns what an answer says of the bank's health. A refusal is an answer; only what the bank blames on itself is a failure.
 */
export function readingOf(answer: FdxBody | FdxFailure, now: number): Reading {
  if (answer instanceof FdxBody) return { verdict: "answered" };
  const { status, headers } = answer;
  if (outcomeOf(answer) === "PROVIDER_RATE_LIMITED") return { verdict: "limited" };
  const isFailed = status === REQUEST_TIMEOUT || (status >= 500 && status !== NOT_IMPLEMENTED);
  if (!isFailed) return { verdict: "answered" };
  return { verdict: "failed", isTransient: TRANSIENT.has(status), retryAfter: retryAfterOf(headers, now) };
}
