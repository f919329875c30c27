import type { Secret } from "./secret.js";

/** How the gateway proves at a token endpoint who it is (OpenID Connect Core §9, RFC 8705 §2). */
export type ClientAuthentication =
  | { readonly method: "client_secret_basic" | "client_secret_post"; readonly secret: Secret }
  | { readonly method: "private_key_jwt"; readonly key: SigningKey }
  /** The certificate is shown by the connections. */
  | { readonly method: "tls_client_auth" | "self_signed_tls_client_auth" };

/** A private key and the one JWS algorithm that it is used with (FAPI 2.0 §5.4.1 allows these two). */
export interface SigningKey {
  /** PKCS #8, PEM. */
  readonly pem: Secret;
  /** ES256 for a key on the curve P-256, PS256 for one of RSA. */
  readonly algorithm: "ES256" | "PS256";
  /** `kid`, where the other side has registered the key under a name. */
  readonly keyId?: string | undefined;
}

/** What a TLS connection to one provider is made with. PEM. */
export interface TlsIdentity {
  /** The authorities that may vouch for the provider; the public ones if left out. */
  readonly ca?: string | undefined;
  /** The gateway's own certificate, shown to whoever asks for one. */
  readonly certificate?: { readonly chain: string; readonly key: Secret } | undefined;
}
