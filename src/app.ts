import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher, Pool } from "undici";
import { Authenticator } from "./auth/authenticator.js";
import type { GatewayConfig, ProviderConfig } from "./config/gateway-config.js";
import { AuthorizationSessions } from "./consents/authorization-session.js";
import { auditFacts } from "./consents/consent.js";
import { ConsentFlow } from "./consents/consent-flow.js";
import { ConsentRepository } from "./consents/consent-repository.js";
import { ConsentRevocation } from "./consents/consent-revocation.js";
import { Consents } from "./consents/consents.js";
import type { Audit } from "./core/audit.js";
import type { Caller } from "./core/caller.js";
import { type Clock, systemClock } from "./core/clock.js";
import { Closers } from "./core/closers.js";
import { failureFields } from "./core/failure-fields.js";
import { GatewayError } from "./core/gateway-error.js";
import { DataProviderId } from "./core/ids.js";
import { NodeIdCodec } from "./core/node-id.js";
import { createGraphContext, type GraphContext } from "./graph/context.js";
import { createGraphQLServer } from "./graph/graphql-server.js";
import type { IncomingRequest } from "./http/graphql-route.js";
import type { PlaygroundOptions } from "./http/playground.js";
import { createHttpServer } from "./http/server.js";
import { createLoaders } from "./loaders/loaders.js";
import { OpenIdAuthorizationServer } from "./oauth/openid-authorization-server.js";
import { FdxClient } from "./providers/fdx/fdx-client.js";
import { FdxProvider } from "./providers/fdx/fdx-provider.js";
import { ProviderDirectory } from "./providers/provider-directory.js";
import type { ProviderProfile } from "./providers/provider-profile.js";
import { LmdbStore } from "./stores/lmdb/lmdb-store.js";
import type { Logger } from "./telemetry/logger.js";
import { KeyRing } from "./tokens/key-ring.js";
import { TokenManager } from "./tokens/token-manager.js";
import { TokenVault } from "./tokens/token-vault.js";

/** What differs between production, dev mode and tests: the outside world, and nothing in the middle. */
export interface Outside {
  readonly logger: Logger;
  readonly audit: Audit;
  readonly clock?: Clock;
  readonly playground?: PlaygroundOptions;
  /** Answer only to these `Host` names. */
  readonly onlyHosts?: readonly string[];
}

export interface Gateway {
  /** Where it listens, for example `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops listening, finishes what runs, token calls above all, and closes the store. */
  close(): Promise<void>;
}

const MAINTENANCE_MS = 60_000;
/** For one GraphQL request: an overview of a hundred accounts takes two hundred. */
const MAX_UPSTREAM_CALLS = 500;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const BASE_SCOPES = ["openid", "offline_access"];

/** Builds every object of the gateway, hands each its parts, and listens. The only place that knows every class. */
export async function startGateway(config: GatewayConfig, outside: Outside): Promise<Gateway> {
  const closers = new Closers();
  try {
    return await new Composition(config, outside, closers).start();
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

/** One gateway being built. Fields are built from top to bottom; each uses only those above it. */
class Composition {
  readonly #config: GatewayConfig;
  readonly #outside: Outside;
  readonly #closers: Closers;
  readonly #clock: Clock;
  readonly #audit: Audit;
  readonly #store: LmdbStore;
  readonly #vault: TokenVault;
  readonly #repository: ConsentRepository;
  readonly #providers: ProviderDirectory;
  readonly #revocation: ConsentRevocation;
  readonly #consents: Consents;
  readonly #ids: NodeIdCodec;

  constructor(config: GatewayConfig, outside: Outside, closers: Closers) {
    this.#config = config;
    this.#outside = outside;
    this.#closers = closers;
    this.#clock = outside.clock ?? systemClock;
    this.#audit = outside.audit;
    this.#store = LmdbStore.open(config.store.folder, this.#clock);
    closers.add(() => this.#store.close());
    const { current, keys } = config.secrets.keyRing;
    this.#vault = new TokenVault(this.#store, new KeyRing(current, keys));
    this.#repository = new ConsentRepository(this.#store, this.#clock);
    this.#providers = this.#createProviders();
    const parts = {
      ...{ repository: this.#repository, providers: this.#providers, vault: this.#vault },
      ...{ store: this.#store, clock: this.#clock, audit: this.#audit },
    };
    this.#revocation = new ConsentRevocation(parts);
    const flow = new ConsentFlow({ ...parts, sessions: new AuthorizationSessions(this.#store, this.#clock) });
    this.#consents = new Consents({ repository: this.#repository, flow, revocation: this.#revocation });
    this.#ids = new NodeIdCodec(Buffer.from(config.secrets.idSecret.reveal()));
  }

  async start(): Promise<Gateway> {
    const { logger, playground, onlyHosts } = this.#outside;
    let draining = false;
    const graphql = await createGraphQLServer({ introspection: this.#config.introspection });
    this.#closers.add(() => graphql.stop());
    const server = await createHttpServer({
      ...{ graphql, logger, playground, onlyHosts, consents: this.#consents, ids: this.#ids },
      authenticator: new Authenticator({ ...this.#config.auth, apps: this.#config.apps }),
      contextFor: (caller, request) => this.#contextFor(caller, request),
      deadlineMs: this.#config.upstream.deadlineMs,
      checkReady: async () => {
        if (draining) throw new GatewayError("STORE_UNAVAILABLE", "shutting down");
        await this.#store.members("readiness");
      },
    });
    this.#startMaintenance();
    const { host, port } = this.#config.http;
    await server.listen({ host, port });
    this.#closers.add(() => server.close());
    this.#closers.add(() => {
      draining = true;
    });
    return { url: urlOf(server.server.address() as AddressInfo), close: () => this.#closers.close() };
  }

  #createProviders(): ProviderDirectory {
    const config = this.#config;
    const servers = new Map<DataProviderId, OpenIdAuthorizationServer>();
    for (const provider of config.providers) {
      servers.set(DataProviderId(provider.id), this.#createAuthorizationServer(provider));
    }
    const serverOf = (id: DataProviderId): OpenIdAuthorizationServer => required(servers.get(id), id);
    const tokens = this.#createTokenManager(serverOf);
    return new ProviderDirectory(
      config.providers.map((provider) => {
        const profile = profileOf(config, provider);
        const { baseUrl, pageSize } = profile.fdx;
        const client = new FdxClient({ baseUrl, tokens, dispatcher: this.#createPool(baseUrl) });
        return {
          profile,
          authorizationServer: serverOf(profile.id),
          dataProvider: new FdxProvider(client, pageSize),
        };
      }),
    );
  }

  #createAuthorizationServer(provider: ProviderConfig): OpenIdAuthorizationServer {
    const { registration } = profileOf(this.#config, provider);
    // An agent, not a pool: a server's endpoints may live on other hosts than its issuer.
    const dispatcher = new Agent(this.#connectionOptions());
    this.#closers.add(() => dispatcher.destroy());
    return new OpenIdAuthorizationServer({
      registration,
      dispatcher,
      timeoutMs: this.#config.upstream.timeoutMs,
    });
  }

  #createTokenManager(
    authorizationServerOf: (id: DataProviderId) => OpenIdAuthorizationServer,
  ): TokenManager {
    const tokens = new TokenManager({
      ...{
        vault: this.#vault,
        store: this.#store,
        clock: this.#clock,
        audit: this.#audit,
        authorizationServerOf,
      },
      tokenTimeoutMs: this.#config.upstream.timeoutMs,
      onGrantRefused: async ({ consentId }, reason) => {
        const since = this.#clock.now();
        const changed = await this.#repository.transition(consentId, ({ state }) =>
          state.phase === "ACTIVE" ? { phase: "REAUTH_REQUIRED", reason, since } : undefined,
        );
        if (changed !== undefined) this.#audit("consent.reauth-required", { ...auditFacts(changed), reason });
      },
    });
    this.#closers.add(() => tokens.drain());
    return tokens;
  }

  #createPool(url: URL): Dispatcher {
    const pool = new Pool(url.origin, this.#connectionOptions());
    this.#closers.add(() => pool.destroy());
    return pool;
  }

  #connectionOptions(): Pool.Options {
    const { timeoutMs, connections } = this.#config.upstream;
    const timeouts = { connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    return { ...timeouts, connections, pipelining: 1, maxResponseSize: MAX_ANSWER_BYTES };
  }

  #contextFor(caller: Caller, { id, signal }: IncomingRequest): GraphContext {
    let calls = 0;
    const countCall = (): void => {
      if (calls >= MAX_UPSTREAM_CALLS) {
        throw new GatewayError("OPERATION_TOO_COMPLEX", `more than ${MAX_UPSTREAM_CALLS} upstream calls`);
      }
      calls += 1;
    };
    return createGraphContext({
      ...{ caller, consents: this.#consents, ids: this.#ids, clock: this.#clock, audit: this.#audit },
      loaders: createLoaders({
        providers: this.#providers,
        request: { interactionId: id, signal, countCall },
      }),
      dataProviders: this.#providers.profiles(),
      report: (failure, at) => {
        this.#outside.logger.error({ requestId: id, at, ...failureFields(failure) }, "request failed");
      },
      upstreamCalls: () => calls,
    });
  }

  /** What must happen now and again: banks are told of revocations they missed, expired records give back their space. */
  #startMaintenance(): void {
    let running: Promise<unknown> | undefined;
    const maintain = (): void => {
      // A round that takes longer than the interval is not joined by another one.
      running ??= Promise.all([this.#revocation.retryPending(), this.#store.sweep()])
        .catch((failure: unknown) => {
          this.#outside.logger.warn(failureFields(failure), "maintenance failed");
        })
        .finally(() => {
          running = undefined;
        });
    };
    maintain();
    const timer = setInterval(maintain, MAINTENANCE_MS).unref();
    this.#closers.add(async () => {
      clearInterval(timer);
      await running;
    });
  }
}

function profileOf(config: GatewayConfig, provider: ProviderConfig): ProviderProfile {
  const { issuer, clientId, clientSecret, clientAuthentication, pushedAuthorizationRequests } = provider;
  const redirectUri = new URL(`/oauth/callback/${provider.id}`, config.http.publicUrl);
  return {
    ...{ id: DataProviderId(provider.id), name: provider.name, country: provider.country },
    ...{ dataClusters: provider.dataClusters, baseScopes: BASE_SCOPES, consentDays: provider.consentDays },
    fdx: { baseUrl: provider.fdxBaseUrl, pageSize: provider.pageSize },
    registration: {
      ...{ issuer, clientId, clientSecret, clientAuthentication, pushedAuthorizationRequests, redirectUri },
    },
  };
}

function required<Part>(part: Part | undefined, id: DataProviderId): Part {
  if (part === undefined) throw new GatewayError("NOT_FOUND", `no data provider ${id}`);
  return part;
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
