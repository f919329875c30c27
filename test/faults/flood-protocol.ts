/** One request over and over. Closed: as many at once, each sent when the one before was answered. Open: at a steady rate. */
export interface FloodJob {
  readonly url: string;
  /** `authorization` of each, turn about. */
  readonly authorizations: readonly string[];
  readonly body: string;
  readonly seconds: number;
  readonly load: { readonly connections: number } | { readonly perSecond: number };
}

export interface FloodResult {
  /** 200, and when: milliseconds from the start of the job, and how long each took from when it was due. */
  readonly served: readonly { readonly at: number; readonly ms: number }[];
  /** 503 with `Retry-After`. */
  readonly refused: readonly { readonly at: number; readonly ms: number }[];
  /** Anything else, a broken connection too. */
  readonly others: number;
  /** By `authorizations`. */
  readonly servedOf: readonly number[];
}
