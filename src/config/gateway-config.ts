import type { DataCluster } from "../core/data-cluster.js";
import type { RegisteredApp } from "../core/registered-app.js";
import type { Secret } from "../core/secret.js";

/** Everything the gateway can be told from outside, checked and typed. */
export interface GatewayConfig {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Where browsers reach the gateway; the banks' redirect URIs are made from it. */
    readonly publicUrl: URL;
  };
  readonly store: { readonly kind: "lmdb"; readonly folder: string };
  readonly secrets: {
    /** Keys the MAC of opaque ids and cursors. */
    readonly idSecret: Secret;
    readonly keyRing: KeyRingConfig;
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
  readonly upstream: {
    /** For one HTTP request to a provider's data or token endpoint. */
    readonly timeoutMs: number;
    /** For all upstream work of one GraphQL request. */
    readonly deadlineMs: number;
    /** Connections to one provider. */
    readonly connections: number;
  };
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly playground: boolean;
  readonly introspection: boolean;
}

/** Keys that wrap the consents' data keys: 32 bytes each, by id. */
export interface KeyRingConfig {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

/** One entry of the providers file. */
export interface ProviderConfig {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly dataClusters: readonly DataCluster[];
  readonly fdxBaseUrl: URL;
  readonly pageSize: number;
  readonly consentDays?: number | undefined;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  readonly pushedAuthorizationRequests: "auto" | "never";
}
