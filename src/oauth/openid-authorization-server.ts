import * as client from "openid-client";
import { GatewayError } from "../core/gateway-error.js";
import type { Secret } from "../core/secret.js";
import type {
  AuthorizationChecks,
  AuthorizationRequest,
  AuthorizationServer,
  IssuedTokens,
  Revocation,
} from "./authorization-server.js";
import { isBearerIdToken, issuedTokens, type TokenAnswer } from "./issued-tokens.js";
import { type OAuthStep, translateOAuthFailure } from "./oauth-failure.js";
import { OAuthRefusal } from "./oauth-refusal.js";
import { SendGuards } from "./send-guard.js";
import {
  type ServerConfiguration,
  serverConfiguration,
  type ServerConfigurationParts,
} from "./server-configuration.js";

/**
 * An authorization server that keeps to OAuth 2.0 / OpenID Connect, spoken to through the certified `openid-client`. How
 * one server departs from the rest is written in its `ClientRegistration`.
 */
export class OpenIdAuthorizationServer implements AuthorizationServer {
  readonly #parts: ServerConfigurationParts;
  readonly #guards = new SendGuards();
  #configuration: Promise<ServerConfiguration> | undefined;

  constructor(parts: ServerConfigurationParts) {
    this.#parts = parts;
  }

  async authorizationUrl(request: AuthorizationRequest): Promise<URL> {
    return this.#attempt("authorization request", async ({ configuration, proofs }) => {
      const parameters = await this.#parametersOf(request);
      if (this.#pushes(configuration)) {
        return client.buildAuthorizationUrlWithPAR(configuration, parameters, proofs);
      }
      // RFC 9449 §10: the code is bound to the key as well. A pushed request says so by its proof.
      const bound = proofs.DPoP && { dpop_jkt: await proofs.DPoP.calculateThumbprint() };
      return client.buildAuthorizationUrl(configuration, { ...parameters, ...bound });
    });
  }

  async exchangeCode(query: URLSearchParams, checks: AuthorizationChecks): Promise<IssuedTokens> {
    const { redirectUri } = this.#parts.registration;
    return this.#attempt("code exchange", async ({ configuration, proofs }) => {
      // Built from the registered URI, never from the request's own host or path.
      const callback = new URL(redirectUri);
      callback.search = query.toString();
      const answer = await client.authorizationCodeGrant(
        configuration,
        callback,
        this.#expected(checks),
        undefined,
        proofs,
      );
      // RFC 9449 §5: a token that is good without its key is not what was asked for.
      if (proofs.DPoP !== undefined && answer.token_type !== "dpop") {
        throw new GatewayError("AUTHORIZATION_FAILED", "code exchange: the access token is bound to no key");
      }
      return issuedTokens(answer, this.#parts.registration);
    });
  }

  async refresh(refreshToken: Secret, beforeSend: () => void): Promise<IssuedTokens> {
    const { registration } = this.#parts;
    try {
      return await this.#attempt("refresh", async ({ configuration, proofs }) => {
        const token = refreshToken.reveal();
        const grant = async (): Promise<TokenAnswer> =>
          client.refreshTokenGrant(configuration, token, undefined, proofs);
        return issuedTokens(await this.#guards.with(token, beforeSend, grant), registration);
      });
    } catch (failure) {
      const isLost =
        failure instanceof OAuthRefusal && registration.consentLostErrors?.includes(failure.error);
      throw isLost === true ? new OAuthRefusal("invalid_grant", { cause: failure }) : failure;
    }
  }

  async revoke(token: Secret): Promise<Revocation> {
    // It opens the data endpoints, and nothing else: the server is told by the refresh token, or not at all.
    if (isBearerIdToken(token, this.#parts.registration)) return "UNSUPPORTED";
    try {
      return await this.#attempt("revocation", async ({ configuration }) => {
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

  #expected({ state, nonce, codeVerifier }: AuthorizationChecks): client.AuthorizationCodeGrantChecks {
    const { openId = true, pkce = true } = this.#parts.registration;
    return {
      ...{ expectedState: state, idTokenExpected: openId },
      ...(openId && { expectedNonce: nonce }),
      ...(pkce && { pkceCodeVerifier: codeVerifier }),
    };
  }

  async #parametersOf(request: AuthorizationRequest): Promise<Record<string, string>> {
    const { redirectUri, openId = true, pkce = true, authorizationParameters } = this.#parts.registration;
    return {
      ...authorizationParameters,
      redirect_uri: redirectUri.href,
      scope: request.scope,
      state: request.state,
      // OpenID Connect Core §11: offline access is given only together with a consent prompt
      ...(openId && { nonce: request.nonce, prompt: "consent" }),
      ...(pkce && {
        code_challenge: await client.calculatePKCECodeChallenge(request.codeVerifier),
        code_challenge_method: "S256",
      }),
    };
  }

  #pushes(configuration: client.Configuration): boolean {
    const { pushedAuthorizationRequests: policy } = this.#parts.registration;
    const isOffered = configuration.serverMetadata().pushed_authorization_request_endpoint !== undefined;
    if (policy === "required" && !isOffered) {
      throw new GatewayError("AUTHORIZATION_FAILED", "PAR is required, and the server's metadata has none");
    }
    return policy !== "never" && isOffered;
  }

  async #attempt<Result>(
    step: OAuthStep,
    act: (configuration: ServerConfiguration) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await act(await this.#configure());
    } catch (failure) {
      throw translateOAuthFailure(step, failure);
    }
  }

  /** Metadata is read once; a failed reading is forgotten, so that the next caller tries again. */
  #configure(): Promise<ServerConfiguration> {
    this.#configuration ??= serverConfiguration({ ...this.#parts, guards: this.#guards }).catch(
      (failure: unknown) => {
        this.#configuration = undefined;
        throw failure;
      },
    );
    return this.#configuration;
  }
}
