/** What a client may learn of a failure. */
export interface ErrorCodeEntry {
  /** HTTP status where the failure ends a whole HTTP request; inside a GraphQL answer the status stays 200. */
  readonly status: number;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** The only sentence a client sees. */
  readonly public: string;
  /** What the app should do about it. */
  readonly advice: string;
  /** What the app may show to the person in front of it. */
  readonly userMessage: string;
}

/** For faults of the app or the gateway: the person can do nothing, and need not know more. */
const FAULT_HERE = "Something went wrong here. If it goes on, please contact our support.";

/** A registry's line; without a message for people, the fault is the app's. */
export function entry(
  ...[status, retryable, sentence, advice, userMessage = FAULT_HERE]: readonly [
    status: number,
    retryable: boolean,
    sentence: string,
    advice: string,
    userMessage?: string,
  ]
): ErrorCodeEntry {
  return { status, retryable, public: sentence, advice, userMessage };
}
