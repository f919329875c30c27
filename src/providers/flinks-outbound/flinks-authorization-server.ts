import type { Dispatcher } from "undici";
import { GatewayError } from "../../core/gateway-error.js";
import type { Secret } from "../../core/secret.js";
import type {
  AuthorizationChecks,
  AuthorizationRequest,
  AuthorizationServer,
  IssuedTokens,
  Revocation,
} from "../../oauth/authorization-server.js";
import type { TokenContentType } from "../../oauth/client-registration.js";
import { failedAnswerHeaders } from "../../oauth/oauth-failure.js";
import { OAuthRefusal } from "../../oauth/oauth-refusal.js";
import { OpenIdAuthorizationServer } from "../../oauth/openid-authorization-server.js";
import { supportReferencesOf, withSupportReferences } from "../fdx/support-references.js";
import { FlinksRevocation } from "./flinks-revocation.js";

/** The gateway's registration as a Data Recipient of Flinks, for one Data Provider behind it. */
export interface FlinksAuthorizationServerParts {
  /** Below it lie `/api/v1/authorize`, `/api/v1/token` and `/api/v1/revoke`. */
  readonly authBaseUrl: URL;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Flinks' documentation does not say which. Into a JSON body and into a form the secret goes in the same way. */
  readonly clientAuthentication: "client_secret_json" | "client_secret_basic" | "client_secret_post";
  readonly tokenContentType: TokenContentType;
  /** Not documented by Flinks: off until Flinks confirms that it takes a challenge. */
  readonly pkce: boolean;
  readonly redirectUri: URL;
  /** Flinks' number of the Data Provider; 1000 is its test bank. */
  readonly providerId: number;
  /** To the host of `authBaseUrl`. It must not follow redirects. */
  readonly dispatcher: Dispatcher;
  /** For one request to the server. */
  readonly timeoutMs: number;
}

/**
 * The authorization server of Flinks Outbound: plain OAuth 2.0 without metadata, token requests in JSON, and a revocation
 * of its own. What an answer means is told by its `error` and never by its status alone, because Flinks' 400, 401 and
 * 403 stand for lost consents and for faults of this registration alike.
 */
export class FlinksAuthorizationServer implements AuthorizationServer {
  readonly #server: OpenIdAuthorizationServer;
  readonly #revocation: FlinksRevocation;

  constructor({ authBaseUrl, providerId, clientSecret, ...parts }: FlinksAuthorizationServerParts) {
    const { clientId, clientAuthentication, tokenContentType, pkce, redirectUri, dispatcher, timeoutMs } =
      parts;
    const method =
      clientAuthentication === "client_secret_basic" ? clientAuthentication : "client_secret_post";
    this.#server = new OpenIdAuthorizationServer({
      registration: {
        ...{ issuer: authBaseUrl, clientId, redirectUri, pkce, tokenContentType, openId: false },
        endpoints: { authorization: below(authBaseUrl, "authorize"), token: below(authBaseUrl, "token") },
        clientAuthentication: { method, secret: clientSecret },
        pushedAuthorizationRequests: "never",
        // What Flinks holds towards the bank has lapsed (documentation of the token endpoint).
        consentLostErrors: ["access_denied"],
        authorizationParameters: { provider_id: String(providerId) },
      },
      ...{ dispatcher, timeoutMs },
    });
    this.#revocation = new FlinksRevocation({ url: below(authBaseUrl, "revoke"), dispatcher, timeoutMs });
  }

  async authorizationUrl(request: AuthorizationRequest): Promise<URL> {
    return this.#server.authorizationUrl(request);
  }

  async exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens> {
    return referenced(this.#server.exchangeCode(query, checks));
  }

  /** The answer has no refresh token: the old one stays good (documentation of the token endpoint). */
  async refresh(refreshToken: Secret, beforeSend: () => void): Promise<IssuedTokens> {
    return referenced(this.#server.refresh(refreshToken, beforeSend));
  }

  /**
   * Flinks' revocation names nothing but the access token it comes with, and those live for five minutes: the refresh token
   * is traded for a fresh one first. A grant that is dead already counts as ended.
   */
  async revoke(refreshToken: Secret): Promise<Revocation> {
    try {
      // Nothing is at risk: Flinks does not replace refresh tokens, and this one ends here.
      const { accessToken } = await this.refresh(refreshToken, () => undefined);
      await this.#revocation.revoke(accessToken);
      return "ENDED";
    } catch (failure) {
      if (failure instanceof OAuthRefusal && failure.error === "invalid_grant") return "ENDED";
      throw failure;
    }
  }
}

function below(base: URL, name: string): URL {
  const path = base.pathname.endsWith("/") ? base.pathname : `${base.pathname}/`;
  return new URL(`${path}api/v1/${name}`, base);
}

/** Adds to a failure the ids under which Flinks' support finds it. */
async function referenced<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof GatewayError) throw withSupportReferences(failure, failedAnswerHeaders(failure));
    if (!(failure instanceof OAuthRefusal)) throw failure;
    const supportReferences = supportReferencesOf(failedAnswerHeaders(failure));
    throw new OAuthRefusal(failure.error, { cause: failure.cause, supportReferences });
  }
}
