import type { ClientAuthentication, SigningKey } from "../core/client-authentication.js";

/** The gateway's registration at one authorization server, and how this server departs from OpenID Connect. */
export interface ClientRegistration {
  /** Issuer identifier; its metadata must name exactly this issuer (RFC 8414 §3.3). */
  readonly issuer: URL;
  /** For a server that publishes no metadata: nothing is discovered then. */
  readonly endpoints?: ServerEndpoints | undefined;
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly redirectUri: URL;
  /** `false` for plain OAuth 2.0: no nonce, no `prompt`, and no id_token is expected or read. Default `true`. */
  readonly openId?: boolean | undefined;
  /** PKCE (RFC 7636, S256). Off only for a server that cannot take it. Default `true`. */
  readonly pkce?: boolean | undefined;
  /** RFC 9126. `auto`: used when the server's metadata offers it. `required`: no authorization without it. */
  readonly pushedAuthorizationRequests: "auto" | "never" | "required";
  /** Sent with every authorization request, for example `provider_id`. None may be one of OAuth's own. */
  readonly authorizationParameters?: Readonly<Record<string, string>> | undefined;
  /** Of token requests. JSON is no OAuth, but Flinks'. Default: form encoding (RFC 6749 §4.1.3). */
  readonly tokenContentType?: TokenContentType | undefined;
  /** Errors of a refresh that mean here what `invalid_grant` does by RFC 6749 §5.2: the consent is over. */
  readonly consentLostErrors?: readonly string[] | undefined;
  /** Access tokens are asked for that are bound to this key (RFC 9449). */
  readonly dpopKey?: SigningKey | undefined;
  /** Which member of a token answer opens the data endpoints. `id_token` is Akoya's way. Default `access_token`. */
  readonly bearer?: "access_token" | "id_token" | undefined;
}

export type TokenContentType = "application/x-www-form-urlencoded" | "application/json";

interface ServerEndpoints {
  readonly authorization: URL;
  readonly token: URL;
}
