import type { AppId } from "./ids.js";

/** A registered client of the gateway. */
export interface RegisteredApp {
  readonly id: AppId;
  readonly name: string;
  /** Where end users may be sent after the bank. Exact texts: compared character by character (RFC 9700 §2.1). */
  readonly returnUrls: readonly string[];
  /** Whether the app may read `raw`: payloads as providers send them, account numbers included. */
  readonly allowRawPayload?: boolean;
}
