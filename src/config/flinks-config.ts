import type { BankSettings, OutboundPolicy } from "../core/bank-settings.js";
import type { CallBudgetRule } from "../core/call-budget-rule.js";
import type { DataCluster } from "../core/data-cluster.js";
import type { Secret } from "../core/secret.js";

/** The Flinks file: Flinks Outbound (also called its Open Banking API), Flinks Connect, or both. */
export interface FlinksConfig {
  readonly outbound?: FlinksOutboundConfig | undefined;
  readonly connect?: FlinksConnectConfig | undefined;
  /** Single banks may differ. */
  readonly outboundPolicy: OutboundPolicy;
  /** Banks of which the operator knows more than Flinks' lists say. */
  readonly banks: readonly BankSettings[];
}

/** Every doubtful point of Flinks' documents is a setting here, with what they say as its default. */
export interface FlinksOutboundConfig {
  /** Authorization, tokens, revocation, provider lists and administration. Ends in a slash. */
  readonly authBaseUrl: URL;
  /** FDX; ends in a slash. */
  readonly dataBaseUrl: URL;
  /** The Data Recipient's. */
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Where the secret stands in a token request: in its JSON or form body, or in the `Authorization` header. */
  readonly clientAuthentication: "client_secret_json" | "client_secret_basic" | "client_secret_post";
  readonly tokenContentType: "application/json" | "application/x-www-form-urlencoded";
  readonly pkce: boolean;
  /** Whether data requests carry `x-fapi-interaction-id` and `fdx-api-actor-type`, which Flinks documents neither of. */
  readonly fdxHeaders: boolean;
  /** A refresh token that is not used for so many days dies. */
  readonly idleDays: number;
  readonly consentDays?: number | undefined;
  readonly dataClusters: readonly DataCluster[];
  readonly pageSize: number;
  readonly historyWindowDays?: number | undefined;
  /** How often each bank of the network may be asked; as often as apps ask if left out. */
  readonly callBudgets?: readonly CallBudgetRule[] | undefined;
  /** Credentials of the Partner: for provider details, and for `fdx-gateway flinks`. */
  readonly partner?: { readonly clientId: string; readonly clientSecret: Secret } | undefined;
}

export interface FlinksConnectConfig {
  /** For example https://toolbox-api.private.fin.ag/ */
  readonly apiBaseUrl: URL;
  /** For example https://toolbox-iframe.private.fin.ag/v2/ */
  readonly widgetUrl: URL;
  /** In every path: `/v3/{customerId}/BankingServices`. A UUID. */
  readonly customerId: string;
  readonly secretKey: Secret;
  readonly apiKey: Secret;
  /** `widget`: the end user goes to Flinks' page. `oauth`: to the bank's, where it has one. */
  readonly linking: "widget" | "oauth";
  readonly webhook?:
    | {
        readonly secret: Secret;
        /** Headers that may hold the signature. */
        readonly headers: readonly string[];
      }
    | undefined;
  /** How much history a reading asks for. */
  readonly historyDays: 90 | 365;
  /** Data older than this is read anew when somebody asks. */
  readonly maxAgeMinutes: number;
  /** A snapshot is destroyed so long after it was read. */
  readonly retentionDays: number;
  readonly pollSeconds: number;
  /** A reading that is not done after so long is given up. */
  readonly giveUpMinutes: number;
}
