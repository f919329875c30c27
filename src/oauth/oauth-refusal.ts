/** The authorization server's own "no": an OAuth error code (RFC 6749 §4.1.2.1, §5.2), nothing of its texts. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";

  constructor(
    /** For example `invalid_grant` or `access_denied`. */
    readonly error: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`the authorization server answered ${error}`, options);
  }
}
