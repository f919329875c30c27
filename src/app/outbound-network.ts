import { Agent, Pool } from "undici";
import type { FlinksOutboundConfig } from "../config/flinks-config.js";
import type { GatewayConfig, TokenPolicy } from "../config/gateway-config.js";
import { type DataCluster, FLINKS_SCOPE_NAMES } from "../core/data-cluster.js";
import type { Clock } from "../core/clock.js";
import type { Closers } from "../core/closers.js";
import type { FdxResource } from "../core/fdx-resource.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import type { AnswerCache } from "../providers/cache/answer-cache.js";
import type { CallBudgets } from "../providers/budget/call-budgets.js";
import { ProviderCapability } from "../providers/capability/provider-capability.js";
import { WatchedProvider } from "../providers/capability/watched-provider.js";
import { FdxClient } from "../providers/fdx/fdx-client.js";
import { FdxProvider } from "../providers/fdx/fdx-provider.js";
import type { ProviderGuards } from "../providers/guard/provider-guards.js";
import type { ListedBank } from "../providers/directory/listed-bank.js";
import { FlinksApi } from "../providers/flinks-outbound/flinks-api.js";
import { OutboundDetails } from "../providers/flinks-outbound/outbound-details.js";
import { readOutboundBanks } from "../providers/flinks-outbound/outbound-banks.js";
import { FlinksAuthorizationServer } from "../providers/flinks-outbound/flinks-authorization-server.js";
import { familyMember, type ProviderEntry, type ProviderFamily } from "../providers/provider-directory.js";
import type { FdxProfile } from "../providers/provider-profile.js";
import type { TokenManager } from "../tokens/token-manager.js";
import { connectionOptions } from "./connection-options.js";

/** What all banks of the network have in common. */
export const OUTBOUND_FAMILY = "flinks-outbound";
const OUTBOUND_PREFIX = `${OUTBOUND_FAMILY}-`;
/** One redirect URI for all of them: they share its authorization server. */
const CALLBACK_ID = OUTBOUND_FAMILY;
/** FDX by the path's major version; Flinks names no minor one, so nothing of 5.x is thought to be missing. */
const FDX_VERSION = "5.3";
/** What Flinks has no documents of. */
const UNDOCUMENTED: readonly FdxResource[] = [
  ...(["CUSTOMERS", "ACCOUNT_CONTACT", "ASSET_TRANSFER_NETWORKS"] as const),
  ...(["REWARD_PROGRAMS", "REWARD_PROGRAM", "REWARD_CATEGORIES"] as const),
];

type OutboundConfig = Pick<GatewayConfig, "http" | "upstream">;

export interface OutboundParts {
  readonly outbound: FlinksOutboundConfig;
  readonly clock: Clock;
  readonly guards?: ProviderGuards | undefined;
  readonly cache?: AnswerCache | undefined;
  readonly budgets?: CallBudgets | undefined;
}

/** Flinks Outbound as configured: one Data Recipient, one authorization server, many banks. */
export class OutboundNetwork {
  readonly prefix = OUTBOUND_PREFIX;
  readonly #config: OutboundConfig;
  readonly #clock: Clock;
  readonly #cache: AnswerCache | undefined;
  readonly #outbound: FlinksOutboundConfig;
  readonly #dispatcher: Agent;
  readonly #guards: ProviderGuards | undefined;
  readonly #budgets: CallBudgets | undefined;
  /** To one host, and yet one for each bank: none may wait for connections that another one's slowness holds. */
  readonly #pools: Pool[] = [];
  readonly #servers = new Map<number, AuthorizationServer>();
  readonly #api: FlinksApi;
  readonly #capabilities = new Map<number, ProviderCapability>();
  readonly #details: OutboundDetails;
  /** Their refresh token is Flinks' own, is not replaced, and dies of being idle. */
  readonly tokenPolicy: TokenPolicy;

  constructor(
    config: OutboundConfig,
    { outbound, clock, guards, budgets, cache }: OutboundParts,
    closers: Closers,
  ) {
    this.#config = config;
    this.#outbound = outbound;
    this.tokenPolicy = { rotation: { kind: "none" }, idleDays: outbound.idleDays };
    this.#dispatcher = new Agent(connectionOptions(config));
    this.#clock = clock;
    this.#guards = guards;
    this.#cache = cache;
    this.#budgets = budgets;
    const { tokenTimeoutMs: timeoutMs } = config.upstream;
    this.#api = new FlinksApi({ settings: outbound, dispatcher: this.#dispatcher, clock, timeoutMs });
    this.#details = new OutboundDetails(this.#api, clock);
    closers.add(() => this.#dispatcher.destroy());
    closers.add(async () => {
      await Promise.all(this.#pools.map((pool) => pool.destroy()));
    });
  }

  /** Rejects if none of Flinks' lists can be had. */
  readBanks(): Promise<readonly ListedBank[]> {
    const { clientId, partner } = this.#outbound;
    return readOutboundBanks(this.#api, { clientId, hasPartner: partner !== undefined });
  }

  /**
   * Reads the details of some banks that end users can connect, if there is a Partner. Rejects if none could be read.
   * @returns whether more is known of a bank now.
   */
  async readDetails(banks: readonly ListedBank[], signal?: AbortSignal): Promise<boolean> {
    if (this.#outbound.partner === undefined) return false;
    const read = await this.#details.read(banks, signal);
    for (const number of read) {
      this.#capabilityOf(number).declareFields(this.#details.of(number)?.fields ?? []);
    }
    return read.length > 0;
  }

  #capabilityOf(providerId: number): ProviderCapability {
    const known = this.#capabilities.get(providerId);
    if (known !== undefined) return known;
    const capability = new ProviderCapability(this.profileOf(providerId), this.#clock);
    this.#capabilities.set(providerId, capability);
    return capability;
  }

  authorizationServerOf(providerId: number): AuthorizationServer {
    const known = this.#servers.get(providerId);
    if (known !== undefined) return known;
    const { http, upstream } = this.#config;
    const { authBaseUrl, clientId, clientSecret, clientAuthentication, tokenContentType, pkce } =
      this.#outbound;
    const server = new FlinksAuthorizationServer({
      ...{ authBaseUrl, clientId, clientSecret, clientAuthentication, tokenContentType, pkce, providerId },
      redirectUri: new URL(`/oauth/callback/${CALLBACK_ID}`, http.publicUrl),
      ...{ dispatcher: this.#dispatcher, timeoutMs: upstream.tokenTimeoutMs },
    });
    this.#servers.set(providerId, server);
    return server;
  }

  profileOf(providerId: number): FdxProfile {
    const { dataBaseUrl, consentDays, pageSize, historyWindowDays } = this.#outbound;
    const dataClusters = this.#clustersOf(providerId);
    return {
      id: familyMember(OUTBOUND_PREFIX, providerId),
      source: "FLINKS_OUTBOUND",
      ...{ dataClusters, consentDays, fdxVersion: FDX_VERSION, unsupported: new Set(UNDOCUMENTED) },
      ...{ scopes: FLINKS_SCOPE_NAMES, baseScopes: ["ACCOUNT_BASIC"] },
      fdx: { baseUrl: dataBaseUrl, fdxVersion: FDX_VERSION, pageSize, historyWindowDays },
    };
  }

  /** One that the bank does not offer costs the whole consent there (`invalid_scope`). A bank that names none is not believed. */
  #clustersOf(providerId: number): readonly DataCluster[] {
    const { dataClusters } = this.#outbound;
    const offered = this.#details.of(providerId)?.dataClusters ?? [];
    return offered.length === 0 ? dataClusters : dataClusters.filter((cluster) => offered.includes(cluster));
  }

  family(tokens: TokenManager): ProviderFamily {
    return {
      prefix: OUTBOUND_PREFIX,
      open: (providerId): ProviderEntry => {
        const profile = this.profileOf(providerId);
        const capability = this.#capabilityOf(providerId);
        const provider = new FdxProvider(this.#clientOf(profile, tokens), profile.fdx);
        return {
          ...{ profile, capability, callbackId: CALLBACK_ID },
          authorizationServer: this.authorizationServerOf(providerId),
          dataProvider: new WatchedProvider(provider, capability),
        };
      },
    };
  }

  #clientOf({ id }: FdxProfile, tokens: TokenManager): FdxClient {
    const { dataBaseUrl: baseUrl, fdxHeaders: sendsFdxHeaders, callBudgets } = this.#outbound;
    const dispatcher = new Pool(baseUrl.origin, connectionOptions(this.#config));
    this.#pools.push(dispatcher);
    return new FdxClient({
      ...{ baseUrl, sendsFdxHeaders, dispatcher, cache: this.#cache, tokens, clock: this.#clock },
      ...{ guard: this.#guards?.of(id), budget: this.#budgets?.under(callBudgets) },
    });
  }
}
