import type { Secret } from "../../core/secret.js";

/** How to speak to one instance of Flinks Connect, as the operator wrote it in the Flinks file. */
export interface ConnectSettings {
  /** Ends in a slash. */
  readonly apiBaseUrl: URL;
  readonly widgetUrl: URL;
  /** In every path of the API. */
  readonly customerId: string;
  readonly secretKey: Secret;
  readonly apiKey: Secret;
  readonly linking: "widget" | "oauth";
  readonly webhook?: { readonly secret: Secret; readonly headers: readonly string[] } | undefined;
  readonly historyDays: 90 | 365;
  readonly maxAgeMinutes: number;
  readonly retentionDays: number;
  readonly pollSeconds: number;
  readonly giveUpMinutes: number;
}
