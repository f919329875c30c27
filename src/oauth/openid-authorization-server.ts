import * as client from "openid-client";
import { type Dispatcher, fetch as undiciFetch } from "undici";
import { Secret } from "../core/secret.js";

import type {
  AuthorizationChecks,
  AuthorizationRequest,
  AuthorizationServer,
  IssuedTokens,
  Revocation,
} from "./authorization-server.js";
import { guardedDispatcher, withSendGuard } from "./send-guard.js";
import { lenientTokenAnswer } from "./lenient-token-answers.js";
import { type OAuthStep, translateOAuthFailure } from "./oauth-failure.js";
import { OAuthRefusal } from "./oauth-refusal.js";

/** The gateway's registration at one authorization server. */
export interface ClientRegistration {
  /** Issuer identifier; its metadata must name exactly this issuer (RFC 8414 §3.3). */
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
  readonly redirectUri: URL;
  /** `auto`: used when the server's metadata offers it. */
  readonly pushedAuthorizationRequests: "auto" | "never";
}

export interface OpenIdAuthorizationServerParts {
  readonly registration: ClientRegistration;
  readonly dispatcher: Dispatcher;
  /** For one request to the server. */
  readonly timeoutMs: number;
}

/** An authorization server that keeps to OAuth 2.0 / OpenID Connect, spoken to through the certified `openid-client`. */
export class OpenIdAuthorizationServer implements AuthorizationServer {
  readonly #parts: OpenIdAuthorizationServerParts;
  #configuration: Promise<client.Configuration> | undefined;

  constructor(parts: OpenIdAuthorizationServerParts) {
    this.#parts = parts;
  }

  async authorizationUrl(request: AuthorizationRequest): Promise<URL> {
    return this.#attempt("authorization request", async (configuration) => {
      const parameters = {
        redirect_uri: this.#parts.registration.redirectUri.href,
        scope: request.scope,
        state: request.state,
        nonce: request.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(request.codeVerifier),
        code_challenge_method: "S256",
        prompt: "consent", // OpenID Connect Core §11: offline access is given only together with a consent prompt
      };
      const pushes =
        this.#parts.registration.pushedAuthorizationRequests === "auto" &&
        configuration.serverMetadata().pushed_authorization_request_endpoint !== undefined;
      return pushes
        ? client.buildAuthorizationUrlWithPAR(configuration, parameters)
        : client.buildAuthorizationUrl(configuration, parameters);
    });
  }

  async exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens> {
    return this.#attempt("code exchange", async (configuration) => {
      // Built from the registered URI, never from the request's own host or path.
      const callback = new URL(this.#parts.registration.redirectUri);
      callback.search = query.toString();
      const answer = await client.authorizationCodeGrant(configuration, callback, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        idTokenExpected: true,
      });
      return issuedTokens(answer);
    });
  }

  async refresh(refreshToken: Secret, beforeSend: () => void): Promise<IssuedTokens> {
    return this.#attempt("refresh", async (configuration) => {
      const grant = async (): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> =>
        client.refreshTokenGrant(configuration, refreshToken.reveal());
      return issuedTokens(await withSendGuard(beforeSend, grant));
    });
  }

  async revoke(token: Secret): Promise<Revocation> {
    try {
      return await this.#attempt("revocation", async (configuration) => {
        if (configuration.serverMetadata().revocation_endpoint === undefined) return "UNSUPPORTED";
        await client.tokenRevocation(configuration, token.reveal());
        return "ENDED";
      });
    } catch (failure) {
      if (!(failure instanceof OAuthRefusal)) throw failure;
      if (failure.error === "unsupported_token_type") return "UNSUPPORTED";
      // RFC 7009 §2.2: a token the server does not know is as good as revoked.
      if (failure.error === "invalid_token" || failure.error === "invalid_grant") return "ENDED";
      throw failure;
    }
  }

  async #attempt<Result>(
    step: OAuthStep,
    act: (configuration: client.Configuration) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await act(await this.#discover());
    } catch (failure) {
      throw translateOAuthFailure(step, failure);
    }
  }

  /** Metadata is read once; a failed reading is forgotten, so that the next caller tries again. */
  #discover(): Promise<client.Configuration> {
    this.#configuration ??= this.#readMetadata().catch((failure: unknown) => {
      this.#configuration = undefined;
      throw failure;
    });
    return this.#configuration;
  }

  async #readMetadata(): Promise<client.Configuration> {
    const { registration, timeoutMs } = this.#parts;
    const dispatcher = guardedDispatcher(this.#parts.dispatcher);
    const secret = registration.clientSecret.reveal();
    const authentication =
      registration.clientAuthentication === "client_secret_basic"
        ? client.ClientSecretBasic(secret)
        : client.ClientSecretPost(secret);
    return client.discovery(registration.issuer, registration.clientId, undefined, authentication, {
      timeout: timeoutMs / 1000,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out; see isLoopback
      execute: isLoopback(registration.issuer) ? [client.allowInsecureRequests] : [],
      // The injected dispatcher must be used by the undici that made it: the global fetch belongs to Node's own copy.
      [client.customFetch]: async (url, options) => {
        const answer = await undiciFetch(url, { ...options, dispatcher } as Parameters<
          typeof undiciFetch
        >[1]);
        const grantType = grantTypeOf(options.body);
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- both are the Fetch API's Response
        return options.method === "POST" ? lenientTokenAnswer(answer, grantType) : answer;
      },
    });
  }
}

function grantTypeOf(body: client.FetchBody): string | null {
  return body instanceof URLSearchParams ? body.get("grant_type") : null;
}

/** Plain http is for banks on this machine only (sandbox, tests); RFC 8252 §7.3 names the same hosts. */
function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
}

function issuedTokens(
  answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
): IssuedTokens {
  return {
    accessToken: new Secret(answer.access_token),
    refreshToken: answer.refresh_token === undefined ? undefined : new Secret(answer.refresh_token),
    expiresInSeconds: answer.expiresIn(),
    scope: answer.scope,
  };
}
