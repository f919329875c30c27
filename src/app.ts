import type { AddressInfo } from "node:net";
import { type Dispatcher, Pool } from "undici";
import { Banks, connectionOptions, fdxEndpointOf, registrationOf } from "./app/banks.js";
import { spoolFolderOf } from "./app/courier.js";
import { type Foundations, openFoundations } from "./app/foundations.js";
import { Maintenance } from "./app/maintenance.js";
import { Observability } from "./app/observability.js";
import { Readiness } from "./app/readiness.js";
import {
  createTokenManagement,
  createVault,
  openTokenCalls,
  remoteCourier,
  type TokenCalls,
} from "./app/token-parts.js";
import { Authenticator } from "./auth/authenticator.js";
import type { GatewayConfig, ProviderConfig } from "./config/gateway-config.js";
import { AuthorizationSessions } from "./consents/authorization-session.js";
import { auditFacts } from "./consents/consent.js";
import { countConsents } from "./consents/consent-census.js";
import { ConsentFlow } from "./consents/consent-flow.js";
import { ConsentRepository } from "./consents/consent-repository.js";
import { ConsentRevocation } from "./consents/consent-revocation.js";
import { Consents } from "./consents/consents.js";
import type { Audit } from "./core/audit.js";
import type { Caller } from "./core/caller.js";
import type { Clock } from "./core/clock.js";
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
import { FdxClient } from "./providers/fdx/fdx-client.js";
import { FdxProvider } from "./providers/fdx/fdx-provider.js";
import { ProviderDirectory } from "./providers/provider-directory.js";
import type { ProviderProfile } from "./providers/provider-profile.js";
import type { Logger } from "./telemetry/logger.js";
import type { MetricsSources } from "./telemetry/metrics.js";
import type { RefreshCourier } from "./tokens/refresh-courier.js";
import type { TokenKeeper } from "./tokens/token-keeper.js";
import type { TokenManager } from "./tokens/token-manager.js";
import type { TokenVault } from "./tokens/token-vault.js";

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

const MINUTE_MS = 60_000;
/** For one GraphQL request: an overview of a hundred accounts takes two hundred. */
const MAX_UPSTREAM_CALLS = 500;
const BASE_SCOPES = ["openid", "offline_access"];

/** Builds every object of the gateway, hands each its parts, and listens. The only place that knows every class. */
export async function startGateway(config: GatewayConfig, outside: Outside): Promise<Gateway> {
  const closers = new Closers();
  try {
    const observability = new Observability(config, outside.audit);
    const ground = await openFoundations(config, { ...outside, audit: observability.audit }, closers);
    const vault = createVault(ground);
    const banks = new Banks(config, closers);
    const calls = await openCalls(config, { ground, vault, banks }, closers);
    const parts = { config, outside, closers, observability, ground, vault, banks, calls };
    return await new Composition(parts).start();
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

/** Token calls are made here, unless a courier process makes them. */
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

interface CompositionParts {
  readonly config: GatewayConfig;
  readonly outside: Outside;
  readonly closers: Closers;
  readonly observability: Observability;
  readonly ground: Foundations;
  readonly vault: TokenVault;
  readonly banks: Banks;
  readonly calls: { readonly courier: RefreshCourier; readonly local?: TokenCalls };
}

/** One gateway being built. Fields are built from top to bottom; each uses only those above it. */
class Composition {
  readonly #parts: CompositionParts;
  readonly #repository: ConsentRepository;
  readonly #tokens: { readonly manager: TokenManager; readonly keeper: TokenKeeper };
  readonly #providers: ProviderDirectory;
  readonly #revocation: ConsentRevocation;
  readonly #consents: Consents;
  readonly #ids: NodeIdCodec;
  #consentsByPhase: Readonly<Record<string, number>> = {};

  constructor(parts: CompositionParts) {
    this.#parts = parts;
    const { config, ground, vault, closers } = parts;
    const { store, clock, audit } = ground;
    this.#repository = new ConsentRepository(store, clock, (consentId) => {
      audit("operator.alarm", { alarm: "record_unreadable", consentId });
    });
    this.#tokens = this.#createTokens();
    closers.add(() => this.#tokens.manager.drain());
    this.#providers = this.#createProviders();
    const consentParts = {
      ...{ repository: this.#repository, providers: this.#providers },
      ...{ vault, store, clock, audit },
    };
    this.#revocation = new ConsentRevocation(consentParts);
    const flow = new ConsentFlow({ ...consentParts, sessions: new AuthorizationSessions(store, clock) });
    this.#consents = new Consents({ repository: this.#repository, flow, revocation: this.#revocation });
    this.#ids = new NodeIdCodec(Buffer.from(config.secrets.idSecret.reveal()));
  }

  async start(): Promise<Gateway> {
    const { config, outside, closers, ground, calls } = this.#parts;
    const { logger, playground, onlyHosts } = outside;
    const readiness = new Readiness([() => ground.store.check(), async () => calls.local?.spool.check()]);
    const graphql = await createGraphQLServer({ introspection: config.introspection });
    closers.add(() => graphql.stop());
    const server = await createHttpServer({
      ...{ graphql, logger, playground, onlyHosts, consents: this.#consents, ids: this.#ids },
      authenticator: new Authenticator({ ...config.auth, apps: config.apps }),
      contextFor: (caller, request) => this.#contextFor(caller, request),
      deadlineMs: config.upstream.deadlineMs,
      checkReady: () => readiness.check(),
    });
    this.#startMaintenance();
    await this.#parts.observability.listen(this.#metricsSources(readiness), closers);
    const { host, port } = config.http;
    await server.listen({ host, port });
    closers.add(() => server.close());
    closers.add(() => {
      readiness.drain();
    });
    return { url: urlOf(server.server.address() as AddressInfo), close: () => closers.close() };
  }

  #createTokens(): { readonly manager: TokenManager; readonly keeper: TokenKeeper } {
    const { config, ground, vault, banks, calls } = this.#parts;
    return createTokenManagement({
      ...{ ground, vault, banks, courier: calls.courier, tokenTimeoutMs: config.upstream.tokenTimeoutMs },
      isActive: async (id) => (await this.#repository.find(id))?.consent.state.phase === "ACTIVE",
      onGrantRefused: async ({ consentId }, reason) => {
        const since = ground.clock.now();
        const changed = await this.#repository.transition(consentId, ({ state }) =>
          state.phase === "ACTIVE" ? { phase: "REAUTH_REQUIRED", reason, since } : undefined,
        );
        if (changed !== undefined) {
          ground.audit("consent.reauth-required", { ...auditFacts(changed), reason });
        }
      },
    });
  }

  #createProviders(): ProviderDirectory {
    const { config, banks, ground } = this.#parts;
    return new ProviderDirectory(
      config.providers.map((provider) => {
        const profile = profileOf(config, provider);
        const { baseUrl, ...options } = profile.fdx;
        const dispatcher = this.#createPool(baseUrl);
        const client = new FdxClient({
          ...{ baseUrl, dispatcher, tokens: this.#tokens.manager, clock: ground.clock },
        });
        const authorizationServer = banks.authorizationServerOf(profile.id);
        return { profile, authorizationServer, dataProvider: new FdxProvider(client, options) };
      }),
    );
  }

  #createPool(url: URL): Dispatcher {
    const pool = new Pool(url.origin, connectionOptions(this.#parts.config));
    this.#parts.closers.add(() => pool.destroy());
    return pool;
  }

  #contextFor(caller: Caller, { id, signal }: IncomingRequest): GraphContext {
    const { ground, outside } = this.#parts;
    let calls = 0;
    const countCall = (): void => {
      if (calls >= MAX_UPSTREAM_CALLS) {
        throw new GatewayError("OPERATION_TOO_COMPLEX", `more than ${MAX_UPSTREAM_CALLS} upstream calls`);
      }
      calls += 1;
    };
    return createGraphContext({
      ...{ caller, consents: this.#consents, ids: this.#ids, clock: ground.clock, audit: ground.audit },
      loaders: createLoaders({
        providers: this.#providers,
        request: { interactionId: id, signal, countCall },
      }),
      dataProviders: this.#providers.profiles(),
      report: (failure, at) => {
        outside.logger.error({ requestId: id, at, ...failureFields(failure) }, "request failed");
      },
      upstreamCalls: () => calls,
    });
  }

  #metricsSources(readiness: Readiness): MetricsSources {
    const { outbox } = this.#parts.calls.local ?? {};
    return {
      unfinished: () => this.#tokens.keeper.census,
      consentsByPhase: () => this.#consentsByPhase,
      isReady: () => readiness.isReady(),
      // With a courier process the spool is its own.
      ...(outbox === undefined ? {} : { spool: () => outbox.status() }),
    };
  }

  #startMaintenance(): void {
    const { config, outside, closers, ground } = this.#parts;
    const census = async (): Promise<void> => {
      this.#consentsByPhase = await countConsents(ground.store, this.#repository);
    };
    const maintenance = new Maintenance(outside.logger);
    closers.add(() => maintenance.stop());
    maintenance.start([
      // Banks are told of revocations they missed.
      { name: "revocations", everyMs: MINUTE_MS, work: (signal) => this.#revocation.retryPending(signal) },
      { name: "sweep", everyMs: MINUTE_MS, work: ground.sweep },
      { name: "tokens", everyMs: 5 * MINUTE_MS, work: (signal) => this.#tokens.keeper.round(signal) },
      ...(config.metrics.port === undefined
        ? []
        : [{ name: "census", everyMs: 5 * MINUTE_MS, work: census }]),
    ]);
  }
}

function profileOf(config: GatewayConfig, provider: ProviderConfig): ProviderProfile {
  return {
    ...{ id: DataProviderId(provider.id), name: provider.name, country: provider.country },
    ...{ dataClusters: provider.dataClusters, baseScopes: BASE_SCOPES, consentDays: provider.consentDays },
    fdxVersion: provider.fdxVersion,
    fdx: fdxEndpointOf(provider),
    registration: registrationOf(config, provider),
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
