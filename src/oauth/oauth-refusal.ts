import type { SupportReference } from "../core/gateway-error.js";

/** OAuth error codes are short and lower-case; anything else is free text, which may say something of a customer. */
const ERROR_CODE = /^[a-z_]{1,40}$/;

interface OAuthRefusalOptions {
  readonly cause?: unknown;
  readonly supportReferences?: readonly SupportReference[];
}

/** The authorization server's own "no": an OAuth error code (RFC 6749 §4.1.2.1, §5.2), nothing of its texts. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  /** For example `invalid_grant` or `access_denied`; `other` for what is no code. */
  readonly error: string;
  /** Under what names the server's support finds the answer; none where the server gives no such names. */
  readonly supportReferences: readonly SupportReference[];

  constructor(error: string, { supportReferences = [], ...options }: OAuthRefusalOptions = {}) {
    const code = ERROR_CODE.test(error) ? error : "other";
    super(`the authorization server answered ${code}`, options);
    this.error = code;
    this.supportReferences = supportReferences;
  }
}
