import { FlinksDataError } from "./flinks-data-error.js";

/** What the documentation gives for 1207: one table says 429, another 422. It names no `Retry-After`. */
export interface RateLimitSetting {
  readonly status: 429 | 422;
  /** For so many data calls. */
  readonly times: number;
}

/** Refuses the next data calls, if a test asked for it. */
export class RateLimit {
  #setting: RateLimitSetting = { status: 429, times: 0 };

  set(setting: RateLimitSetting): void {
    this.#setting = setting;
  }

  /** @throws FlinksDataError 1207. */
  take(): void {
    const { status, times } = this.#setting;
    if (times <= 0) return;
    this.#setting = { status, times: times - 1 };
    throw new FlinksDataError("1207", undefined, status);
  }
}

/** @returns `undefined` for what is no setting. */
export function rateLimitFrom(body: unknown): RateLimitSetting | undefined {
  const { status = 429, times } = (body ?? {}) as { readonly status?: unknown; readonly times?: unknown };
  if (status !== 429 && status !== 422) return undefined;
  return typeof times === "number" && Number.isInteger(times) && times >= 0 ? { status, times } : undefined;
}
