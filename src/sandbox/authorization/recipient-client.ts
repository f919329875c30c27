/** The Data Recipient's registration at the bank; it authenticates with `client_secret_basic`. */
export interface RecipientClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
}
