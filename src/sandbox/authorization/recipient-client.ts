import type { JWK } from "jose";

interface Recipient {
  readonly clientId: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
}

/** The Data Recipient's registration at the bank; it authenticates with `client_secret_basic`. */
export interface RecipientClient extends Recipient {
  readonly clientSecret: string;
}

/** With `private_key_jwt`. */
interface SigningClient extends Recipient {
  readonly publicKey: JWK;
}

/** With `tls_client_auth`. */
interface CertifiedClient extends Recipient {
  /** As Node writes it, for example `CN=gateway`. */
  readonly certificateSubject: string;
}

/** With whatever this bank asks for. */
export type BankClient = RecipientClient | SigningClient | CertifiedClient;
