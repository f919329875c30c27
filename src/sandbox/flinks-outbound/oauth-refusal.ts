/** Outbound's OAuth errors, each with its status. `invalid_client` is 400, not the 401 of RFC 6749 §5.2. */
const STATUS = {
  access_denied: 400,
  invalid_request: 400,
  invalid_client: 400,
  invalid_grant: 400,
  invalid_scope: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  unsupported_token_type: 400,
  server_error: 500,
  temporarily_unavailable: 503,
} as const;

type OAuthError = keyof typeof STATUS;

/** A refusal of everything that is not data: authorization, tokens, administration. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  readonly body: { readonly error: OAuthError; readonly error_description: string };
  readonly status: number;

  /** @param status where it is not the error's own. */
  constructor(error: OAuthError, description: string, status: number = STATUS[error]) {
    super(`${error}: ${description}`);
    this.body = { error, error_description: description };
    this.status = status;
  }
}
