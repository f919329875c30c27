/** OAuth error codes are short and lower-case; anything else is free text, which may say something of a customer. */
const ERROR_CODE = /^[a-z_]{1,40}$/;

/** The authorization server's own "no": an OAuth error code (RFC 6749 §4.1.2.1, §5.2), nothing of its texts. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  /** For example `invalid_grant` or `access_denied`; `other` for what is no code. */
  readonly error: string;

  constructor(error: string, options: { readonly cause?: unknown } = {}) {
    const code = ERROR_CODE.test(error) ? error : "other";
    super(`the authorization server answered ${code}`, options);
    this.error = code;
  }
}
