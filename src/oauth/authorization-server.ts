import type { ConsentId } from "../core/ids.js";
import type { Secret } from "../core/secret.js";

/** What a token endpoint gave. Never printed: both tokens are secrets. */
export interface IssuedTokens {
  /** What data calls are made with; at some networks an id_token. */
  readonly accessToken: Secret;
  /** Missing when the server keeps the old one valid. */
  readonly refreshToken: Secret | undefined;
  /** Lifetime from now in seconds, as the server said; `undefined` if it did not say. */
  readonly expiresInSeconds: number | undefined;
  /** Granted scope; `undefined` means: as requested (RFC 6749 §5.1). */
  readonly scope: string | undefined;
}

export type Revocation = "ENDED" | "UNSUPPORTED";

/** The one-use values of one authorization request. They leave the gateway only as hashes or inside the front channel. */
export interface AuthorizationChecks {
  readonly state: string;
  readonly nonce: string;
  /** PKCE verifier (RFC 7636), S256. */
  readonly codeVerifier: string;
}

export interface AuthorizationRequest extends AuthorizationChecks {
  readonly scope: string;
}

/**
 * Speaks OAuth to one bank's authorization server; remembers nothing but the server's metadata.
 *
 * Failures: `OAuthRefusal` where the server answered with an OAuth error, `GatewayError` PROVIDER_UNAVAILABLE /
 * PROVIDER_TIMEOUT where it did not answer, AUTHORIZATION_FAILED where the answer must not be trusted.
 */
export interface AuthorizationServer {
  /** @returns where to send the end user's browser. Uses PAR (RFC 9126) where the server offers it. */
  authorizationUrl(request: AuthorizationRequest): Promise<URL>;

  /**
   * Checks the callback (`state`, `iss` by RFC 9207, `error`) and trades the code for tokens (id_token checked).
   * @param query the callback's query string, exactly as it came.
   */
  exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens>;

  /**
   * Told which consent is about to become active with a token, by whoever has just got it. For servers that give several
   * consents the same token: revoking it must end none but the last of them.
   */
  bind?(token: Secret, consentId: ConsentId): Promise<void>;

  /**
   * @param beforeSend called on the open connection, immediately before the request is written to it. If it throws, nothing
   * is sent; if it was not called, nothing was sent either. Whatever fails after it may have been carried out.
   */
  refresh(refreshToken: Secret, beforeSend: () => void): Promise<IssuedTokens>;

  /**
   * Ends the grant (RFC 7009). A token that the server does not know, or that is dead, counts as ended.
   * @param consentId whose grant it is: not counted among those that still live by the token.
   * @returns `UNSUPPORTED` if the server has no way to be told.
   */
  revoke(token: Secret, consentId: ConsentId): Promise<Revocation>;
}
