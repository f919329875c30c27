import { Pool } from "undici";
import type { GatewayConfig, ProviderConfig } from "../config/gateway-config.js";
import { isActive } from "../consents/consent.js";
import type { ConsentRepository } from "../consents/consent-repository.js";
import type { Closers } from "../core/closers.js";
import { FDX_SCOPE_NAMES, ScopeNames } from "../core/data-cluster.js";
import { DataProviderId } from "../core/ids.js";
import { DpopProofs } from "../oauth/dpop-proofs.js";
import type { AnswerCache } from "../providers/cache/answer-cache.js";
import { ProviderCapability } from "../providers/capability/provider-capability.js";
import { WatchedProvider } from "../providers/capability/watched-provider.js";
import { DpopAuthorization } from "../providers/fdx/dpop-authorization.js";
import { FdxClient } from "../providers/fdx/fdx-client.js";
import { FdxProvider } from "../providers/fdx/fdx-provider.js";
import { BEARER, type RequestAuthorization } from "../providers/fdx/request-authorization.js";
import { ProviderGuards } from "../providers/guard/provider-guards.js";
import { ProviderDirectory, type ProviderEntry } from "../providers/provider-directory.js";
import type { FdxProfile } from "../providers/provider-profile.js";
import type { RefreshCourier } from "../tokens/refresh-courier.js";
import type { TokenKeeper } from "../tokens/token-keeper.js";
import type { TokenManager } from "../tokens/token-manager.js";
import type { TokenVault } from "../tokens/token-vault.js";
import { Banks, fdxEndpointOf } from "./banks.js";
import { connectionOptions } from "./connection-options.js";
import { consentRecords, isSoOf, requireReauth } from "./consent-records.js";
import { spoolFolderOf } from "./courier.js";
import { Flinks } from "./flinks.js";
import type { Foundations } from "./foundations.js";
import {
  createTokenManagement,
  createVault,
  openTokenCalls,
  remoteCourier,
  type TokenCalls,
} from "./token-parts.js";

/** All it takes to read a bank's data under a consent: for the gateway, and for a command beside it. */
export interface DataAccess {
  readonly ground: Foundations;
  readonly vault: TokenVault;
  readonly repository: ConsentRepository;
  /** The side that makes token calls, unless a courier process makes them. */
  readonly tokenCalls: TokenCalls | undefined;
  readonly tokens: { readonly manager: TokenManager; readonly keeper: TokenKeeper };
  readonly providers: ProviderDirectory;
  readonly flinks: Flinks;
  /** None, where they are switched off. */
  readonly guards: ProviderGuards | undefined;
}

const BASE_SCOPES: readonly string[] = ["openid", "offline_access"];

/** Rejects with STORE_UNAVAILABLE if the spool cannot be opened. @param cache none if left out: every read is a call. */
export async function openDataAccess(
  config: GatewayConfig,
  ground: Foundations,
  closers: Closers,
  cache?: AnswerCache,
): Promise<DataAccess> {
  const vault = createVault(ground);
  const repository = consentRecords(ground);
  const guards = guardsOf(config, ground);
  const flinks = new Flinks(config, { ground, repository, guards, cache }, closers);
  const banks = new Banks(config, flinks, closers);
  const calls = await openCalls(config, { ground, vault, banks }, closers);
  const tokens = createTokens(config, { ground, vault, banks, courier: calls.courier, repository, cache });
  closers.add(() => tokens.manager.drain());
  const entries = config.providers.map((provider) =>
    providerEntry(config, provider, { ground, banks, tokens: tokens.manager, guards, cache, closers }),
  );
  const providers = new ProviderDirectory(entries, flinks.families(tokens.manager));
  return { ...{ ground, vault, repository, tokens, tokenCalls: calls.local, providers, flinks, guards } };
}

function guardsOf({ upstream }: GatewayConfig, { clock }: Foundations): ProviderGuards | undefined {
  const { guard = false, connections: maxInFlight, timeoutMs } = upstream;
  return guard ? new ProviderGuards({ maxInFlight, timeoutMs, clock }) : undefined;
}

async function openCalls(
  config: GatewayConfig,
  parts: { readonly ground: Foundations; readonly vault: TokenVault; readonly banks: Banks },
  closers: Closers,
): Promise<{ readonly courier: RefreshCourier; readonly local?: TokenCalls }> {
  const { tokenTimeoutMs } = config.upstream;
  const { socket } = config.courier;
  if (socket !== undefined) return { courier: remoteCourier(socket, tokenTimeoutMs) };
  const local = await openTokenCalls(
    { ...parts, spoolFolder: spoolFolderOf(config), tokenTimeoutMs },
    closers,
  );
  return { courier: local.courier, local };
}

interface TokenParts {
  readonly ground: Foundations;
  readonly vault: TokenVault;
  readonly banks: Banks;
  readonly courier: RefreshCourier;
  readonly repository: ConsentRepository;
  readonly cache: AnswerCache | undefined;
}

function createTokens(
  { upstream }: GatewayConfig,
  { repository, cache, ...parts }: TokenParts,
): DataAccess["tokens"] {
  return createTokenManagement({
    ...{ ...parts, tokenTimeoutMs: upstream.tokenTimeoutMs },
    isActive: (id) => isSoOf(repository, id, isActive),
    onGrantRefused: async ({ consentId: id }, reason) => {
      await requireReauth(repository, parts.ground, { id, reason });
      await cache?.forget(id);
    },
  });
}

interface EntryParts {
  readonly ground: Foundations;
  readonly banks: Banks;
  readonly tokens: TokenManager;
  readonly guards: ProviderGuards | undefined;
  readonly closers: Closers;
  readonly cache: AnswerCache | undefined;
}

function providerEntry(
  config: GatewayConfig,
  provider: ProviderConfig,
  { ground, banks, tokens, guards, cache, closers }: EntryParts,
): ProviderEntry {
  const profile = profileOf(provider);
  const { baseUrl, ...options } = profile.fdx;
  const dispatcher = new Pool(baseUrl.origin, connectionOptions(config, provider.tls));
  closers.add(() => dispatcher.destroy());
  const authorization = requestAuthorizationOf(provider);
  const guard = guards?.of(profile.id);
  const { clock } = ground;
  const client = new FdxClient({ baseUrl, dispatcher, authorization, guard, tokens, clock, cache });
  const capability = new ProviderCapability(profile, ground.clock);
  return {
    ...{ profile, capability, callbackId: profile.id },
    authorizationServer: banks.authorizationServerOf(profile.id),
    dataProvider: new WatchedProvider(new FdxProvider(client, options), capability),
  };
}

function requestAuthorizationOf({ dpopKey }: ProviderConfig): RequestAuthorization {
  return dpopKey === undefined ? BEARER : new DpopAuthorization(new DpopProofs(dpopKey));
}

/** @returns the way to a configured bank. */
export function profileOf(provider: ProviderConfig): FdxProfile {
  const { dataClusters, fdxVersion, consentDays, unsupported, clusterScopes } = provider;
  const scopes = clusterScopes === undefined ? FDX_SCOPE_NAMES : new ScopeNames(clusterScopes);
  return {
    ...{ id: DataProviderId(provider.id), source: "FDX", dataClusters, fdxVersion, consentDays },
    ...{ unsupported: new Set(unsupported), scopes, baseScopes: provider.baseScopes ?? BASE_SCOPES },
    fdx: fdxEndpointOf(provider),
  };
}
