/** What a provider has said of being asked too often. */
export interface LearntLimit {
  /** Wall-clock milliseconds: it is not asked before. */
  readonly until: number;
  /** How long that was, when it was said. */
  readonly seconds: number;
}

/** An answer that says so. */
export interface ToldLimit {
  /** When the request had leave to be sent, and when its answer came; wall-clock milliseconds. */
  readonly askedAt: number;
  readonly now: number;
  /** Seconds; `undefined` if the provider names no time. */
  readonly retryAfter: number | undefined;
}

const FIRST_SECONDS = 60;
const LONGEST_SECONDS = 3600;

/** @returns what is to be written down; `undefined` if nothing new was learnt. */
export function nextLimit(
  before: LearntLimit | undefined,
  { askedAt, now, retryAfter }: ToldLimit,
): LearntLimit | undefined {
  if (before !== undefined && askedAt < before.until) {
    // Sent before the limit was known, like the one that taught it: this is not said a second time.
    const until = now + (retryAfter ?? 0) * 1000;
    return until > before.until ? { until, seconds: before.seconds } : undefined;
  }
  const seconds = retryAfter ?? guessed(before, askedAt);
  return seconds === 0 ? undefined : { until: now + seconds * 1000, seconds };
}

/** Wall-clock milliseconds: what comes later is not "again". */
export function isForgottenAt({ until, seconds }: LearntLimit): number {
  return until + seconds * 1000;
}

/** Doubled when it comes again right after. */
function guessed(before: LearntLimit | undefined, askedAt: number): number {
  if (before === undefined || askedAt >= isForgottenAt(before)) return FIRST_SECONDS;
  return Math.min(Math.max(before.seconds * 2, FIRST_SECONDS), LONGEST_SECONDS);
}
