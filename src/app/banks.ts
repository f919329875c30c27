import { Agent } from "undici";
import type { GatewayConfig, ProviderConfig, TokenPolicy } from "../config/gateway-config.js";
import type { Closers } from "../core/closers.js";
import { GatewayError } from "../core/gateway-error.js";
import { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import type { ClientRegistration } from "../oauth/client-registration.js";
import { OpenIdAuthorizationServer } from "../oauth/openid-authorization-server.js";
import type { FdxEndpoint } from "../providers/provider-profile.js";
import { connectionOptions } from "./connection-options.js";
import type { Flinks } from "./flinks.js";

/** The banks' authorization servers, by provider. */
export class Banks {
  readonly #config: GatewayConfig;
  readonly #flinks: Flinks;
  readonly #servers: ReadonlyMap<DataProviderId, OpenIdAuthorizationServer>;

  constructor(config: GatewayConfig, flinks: Flinks, closers: Closers) {
    this.#config = config;
    this.#flinks = flinks;
    this.#servers = new Map(
      config.providers.map((provider) => [
        DataProviderId(provider.id),
        createAuthorizationServer(config, provider, closers),
      ]),
    );
  }

  /** @throws GatewayError NOT_FOUND for a bank that is not configured (any more). */
  readonly authorizationServerOf = (id: DataProviderId): AuthorizationServer => {
    const server = this.#servers.get(id) ?? this.#flinks.authorizationServerOf(id);
    if (server === undefined) throw new GatewayError("NOT_FOUND", `no data provider ${id}`);
    return server;
  };

  /** @returns `undefined` for a bank that is not configured any more. */
  tokenPolicyOf(id: DataProviderId): TokenPolicy | undefined {
    const configured = this.#config.providers.find((provider) => provider.id === id);
    return configured ?? this.#flinks.tokenPolicyOf(id);
  }
}

/** @returns how the gateway is registered at a bank. */
function registrationOf(config: GatewayConfig, provider: ProviderConfig): ClientRegistration {
  const { issuer, clientId, clientAuthentication, consentLostErrors, bearer, dpopKey } = provider;
  const { pkce, pushedAuthorizationRequests, authorizationParameters } = provider;
  return {
    ...{ issuer, clientId, clientAuthentication, consentLostErrors, bearer, dpopKey },
    ...{ pkce, pushedAuthorizationRequests, authorizationParameters },
    redirectUri: new URL(`/oauth/callback/${provider.id}`, config.http.publicUrl),
  };
}

/** @returns where a bank's data is, and how to ask for it. */
export function fdxEndpointOf(provider: ProviderConfig): FdxEndpoint {
  const { fdxBaseUrl: baseUrl, fdxVersion, pageSize, historyWindowDays } = provider;
  return { baseUrl, fdxVersion, pageSize, historyWindowDays };
}

function createAuthorizationServer(
  config: GatewayConfig,
  provider: ProviderConfig,
  closers: Closers,
): OpenIdAuthorizationServer {
  // An agent, not a pool: a server's endpoints may live on other hosts than its issuer.
  const dispatcher = new Agent(connectionOptions(config, provider.tls));
  closers.add(() => dispatcher.destroy());
  return new OpenIdAuthorizationServer({
    registration: registrationOf(config, provider),
    dispatcher,
    timeoutMs: callTimeoutMs(config, provider),
  });
}

/** A bank's grace must leave time for a second call after the first one got no answer. */
function callTimeoutMs({ upstream }: GatewayConfig, { rotation }: ProviderConfig): number {
  const { tokenTimeoutMs } = upstream;
  return rotation.kind === "grace" ? Math.min(tokenTimeoutMs, rotation.seconds * 500) : tokenTimeoutMs;
}
