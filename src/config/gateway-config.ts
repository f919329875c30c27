import type { CallBudgetRule } from "../core/call-budget-rule.js";
import type { ClientAuthentication, SigningKey, TlsIdentity } from "../core/client-authentication.js";
import type { DataCluster } from "../core/data-cluster.js";
import type { FdxResource } from "../core/fdx-resource.js";
import type { RegisteredApp } from "../core/registered-app.js";
import type { Secret } from "../core/secret.js";
import type { FlinksConfig } from "./flinks-config.js";
import type { MaxAges } from "./max-ages.js";

/** Everything the gateway can be told from outside, checked and typed. */
export interface GatewayConfig {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where browsers reach the gateway; the banks' redirect URIs are made from it. */
    readonly publicUrl: URL;
    /** How long requests are still taken after the gateway has said that it is not ready any more. */
    readonly drainDelayMs: number;
  };
  readonly overload: {
    /** GraphQL requests at once, whatever they do. */
    readonly maxInFlight: number;
    /** A busy event loop that is later than this takes fewer of them. */
    readonly loopDelayMs: number;
  };
  /** Where this machine keeps what must survive a crash. */
  readonly dataFolder: string;
  readonly store: StoreConfig;
  readonly secrets: {
    /** Keys the MAC of opaque ids and cursors. */
    readonly idSecret: Secret;
    /** Keys that wrap the consents' data keys. */
    readonly keyRing: { readonly file: string };
  };
  readonly auth: {
    readonly issuer: string;
    readonly jwksUri: URL;
    readonly audience: string;
    /** `any` for issuers that do not mark access tokens as RFC 9068 does. */
    readonly tokenType: "at+jwt" | "any";
  };
  readonly apps: readonly RegisteredApp[];
  readonly providers: readonly ProviderConfig[];
  /** What is reached through Flinks, if anything is. */
  readonly flinks?: FlinksConfig | undefined;
  readonly upstream: {
    /** For one HTTP request to a provider's data endpoint. */
    readonly timeoutMs: number;
    /** For one token request; a refresh that is left unfinished is taken over after three times as long. */
    readonly tokenTimeoutMs: number;
    /** For all upstream work of one GraphQL request. */
    readonly deadlineMs: number;
    /** Connections to one provider, and so calls to it at the same time. */
    readonly connections: number;
    /** Whether calls to a provider that is down, slow or full are held back, and failed ones repeated. Default `false`. */
    readonly guard?: boolean | undefined;
  };
  /** With a socket, token calls are made by the courier process that listens there. */
  readonly courier: { readonly socket?: string | undefined };
  /** Without a port there is no listener for metrics. */
  readonly metrics: { readonly host: string; readonly port?: number | undefined };
  /** Answers of banks that are kept for a while: docs/cache.md. */
  readonly cache: {
    /** `memory`: each process keeps its own, and none lies in the store. */
    readonly mode: "on" | "memory" | "off";
    /** Where it is not the default. */
    readonly maxAgeSeconds: MaxAges;
    /** For requests that ask for older answers. */
    readonly keepSeconds: number;
    readonly memoryMb: number;
    /** Beside the embedded store. */
    readonly diskMb: number;
  };
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly playground: boolean;
  readonly introspection: boolean;
  /** Whether rows of long lists are copied into answers as they came, where they are usual. Default `true`. */
  readonly projection?: boolean | undefined;
  /** Whether long answers are sent as gzip to clients that ask for it. Default `true`. */
  readonly compression?: boolean | undefined;
}

export type StoreConfig =
  | { readonly kind: "lmdb"; readonly folder: string }
  | {
      readonly kind: "redis";
      readonly mode: "standalone" | "sentinel" | "cluster";
      /** Of the server, of the Sentinels, or of some nodes of the cluster. */
      readonly urls: readonly string[];
      /** What the Sentinels call the master. */
      readonly sentinelName: string;
      readonly prefix: string;
      /** How many replicas must have a write before it counts. */
      readonly waitReplicas: number;
      readonly waitMs: number;
      /** There are no replicas, on purpose. */
      readonly singleNode: boolean;
      /** Settings that lose data are allowed, on purpose. */
      readonly allowVolatile: boolean;
    };

/** One entry of the providers file. */
export interface ProviderConfig {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly dataClusters: readonly DataCluster[];
  /** What the provider does not serve. */
  readonly unsupported?: readonly FdxResource[] | undefined;
  readonly fdxBaseUrl: URL;
  /** For example "5.2": how requests are written. Answers are read by their shape. */
  readonly fdxVersion: string;
  readonly pageSize: number;
  /** The provider refuses, or cuts, a request for more days of history than this. */
  readonly historyWindowDays?: number | undefined;
  /** How often the provider may be asked; as often as apps ask if left out. */
  readonly callBudgets?: readonly CallBudgetRule[] | undefined;
  readonly consentDays?: number | undefined;
  /** What the bank does with a refresh token once it was used. */
  readonly rotation:
    | { readonly kind: "none" }
    | { readonly kind: "grace"; readonly seconds: number }
    | { readonly kind: "strict" };
  /** A refresh token that is not used for so many days dies; it is used before. */
  readonly idleDays?: number | undefined;
  /** Errors of a refresh that mean here what `invalid_grant` means elsewhere: the consent is over. */
  readonly consentLostErrors?: readonly string[] | undefined;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  /** Default `true`. */
  readonly pkce?: boolean | undefined;
  readonly pushedAuthorizationRequests: "auto" | "never" | "required";
  /** Sent with every authorization request. */
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  /** Scopes asked for beside those of the clusters; `openid offline_access` if left out. */
  readonly baseScopes?: readonly string[] | undefined;
  /** The scope that asks for each cluster; FDX's names if left out. One without a scope is chosen at the bank alone. */
  readonly clusterScopes?: Readonly<Partial<Record<DataCluster, string>>> | undefined;
  /** Which member of a token answer opens the data endpoints; the access token if left out. */
  readonly bearer?: "access_token" | "id_token" | undefined;
  /** Access tokens are bound to this key (RFC 9449). */
  readonly dpopKey?: SigningKey | undefined;
  readonly tls?: TlsIdentity | undefined;
}

/** How a provider treats refresh tokens. */
export type TokenPolicy = Pick<ProviderConfig, "rotation" | "idleDays">;
