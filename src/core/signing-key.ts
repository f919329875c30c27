import type { Secret } from "./secret.js";

/** A private key and the one JWS algorithm that it is used with (FAPI 2.0 §5.4.1 allows these two). */
export interface SigningKey {
  /** PKCS #8, PEM. */
  readonly pem: Secret;
  /** ES256 for a key on the curve P-256, PS256 for one of RSA. */
  readonly algorithm: "ES256" | "PS256";
  /** `kid`, where the other side has registered the key under a name. */
  readonly keyId?: string | undefined;
}
