import type { AddressInfo } from "node:net";
import { type DataAccess, openDataAccess } from "./app/data-access.js";
import { Directory } from "./app/directory.js";
import { openFoundations } from "./app/foundations.js";
import { type Chore, Maintenance } from "./app/maintenance.js";
import { openAnswerCache } from "./app/open-answer-cache.js";
import { Observability } from "./app/observability.js";
import { Readiness } from "./app/readiness.js";
import { UpstreamCalls } from "./app/upstream-calls.js";
import { Authenticator } from "./auth/authenticator.js";
import type { GatewayConfig } from "./config/gateway-config.js";
import { AuthorizationSessions } from "./consents/authorization-session.js";
import { countConsents } from "./consents/consent-census.js";
import { ConsentChallenges } from "./consents/consent-challenges.js";
import { ConsentFlow } from "./consents/consent-flow.js";
import { ConsentRevocation } from "./consents/consent-revocation.js";
import { ConsentRenewal } from "./consents/consent-renewal.js";
import { RenewalLinks } from "./consents/renewal-links.js";
import { Consents } from "./consents/consents.js";
import type { Audit } from "./core/audit.js";
import type { Caller } from "./core/caller.js";
import type { Clock } from "./core/clock.js";
import { Closers } from "./core/closers.js";
import { failureFields } from "./core/failure-fields.js";
import { NodeIdCodec } from "./core/node-id.js";
import { createGraphContext, type GraphContext } from "./graph/context.js";
import { createGraphQLServer } from "./graph/graphql-server.js";
import { KnownDocuments } from "./graph/operation/known-documents.js";
import { RowProjections } from "./graph/projected/row-projections.js";
import { AnswerCompression } from "./http/compression/answer-compression.js";
import type { ConnectWebhookParts } from "./http/connect-webhook-route.js";
import { Drain } from "./http/drain.js";
import type { IncomingRequest } from "./http/graphql-handler.js";
import { BACKLOG } from "./http/listener.js";
import { Admission } from "./http/overload/admission.js";
import { OperationTurns } from "./http/operation-turns.js";
import { watchLoop } from "./http/overload/loop-watch.js";
import type { PlaygroundOptions } from "./http/playground.js";
import { createHttpServer } from "./http/server.js";
import { createLoaders } from "./loaders/loaders.js";
import type { AnswerCache } from "./providers/cache/answer-cache.js";
import type { Logger } from "./telemetry/logger.js";
import type { MetricsSources } from "./telemetry/metrics.js";

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
  /** Says that it is not ready, drains the listener, finishes what runs, token calls above all, and closes the store. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** For one GraphQL request: an overview of a hundred accounts takes two hundred. */
const MAX_UPSTREAM_CALLS = 500;

/** Builds every object of the gateway, hands each its parts, and listens. With `app/`, the only place that knows every class. */
export async function startGateway(config: GatewayConfig, outside: Outside): Promise<Gateway> {
  const closers = new Closers();
  try {
    const observability = new Observability(config, outside.audit);
    const ground = await openFoundations(config, { ...outside, audit: observability.audit }, closers);
    const cache = await openAnswerCache(config, { ground, logger: outside.logger }, closers);
    const access = await openDataAccess(config, ground, closers, cache);
    const directory = await Directory.open(config, access);
    const parts = { config, outside, closers, observability, cache, access, directory };
    return await new Composition(parts).start();
  } catch (failure) {
    await closers.close();
    throw failure;
  }
}

interface CompositionParts {
  readonly config: GatewayConfig;
  readonly outside: Outside;
  readonly closers: Closers;
  readonly observability: Observability;
  readonly cache: AnswerCache | undefined;
  readonly access: DataAccess;
  readonly directory: Directory;
}

/** One gateway being built. Fields are built from top to bottom; each uses only those above it. */
class Composition {
  readonly #parts: CompositionParts;
  readonly #revocation: ConsentRevocation;
  readonly #renewal: ConsentRenewal;
  readonly #consents: Consents;
  readonly #renewalLinks: RenewalLinks;
  readonly #ids: NodeIdCodec;
  readonly #admission: Admission;
  readonly #turns = new OperationTurns();
  readonly #rowProjections: RowProjections | undefined;
  readonly #maintenance: Maintenance;
  #consentsByPhase: Readonly<Record<string, number>> = {};

  constructor(parts: CompositionParts) {
    this.#parts = parts;
    const { config, access, cache } = parts;
    const { ground, vault, repository, providers } = access;
    const { store, clock, audit } = ground;
    const consentParts = { repository, providers, vault, store, clock, audit };
    const sessions = new AuthorizationSessions(store, clock);
    const flow = new ConsentFlow({ ...consentParts, sessions, banks: parts.directory.banks });
    const revocation = new ConsentRevocation({
      ...consentParts,
      forgetAnswers: (id) => cache?.forget(id) ?? Promise.resolve(),
    });
    this.#revocation = revocation;
    const challenges = new ConsentChallenges({ repository, providers });
    this.#renewal = new ConsentRenewal({ repository, flow, revocation, store, audit });
    this.#consents = new Consents({ repository, flow, revocation, renewal: this.#renewal, challenges });
    const secret = Buffer.from(config.secrets.idSecret.reveal());
    this.#ids = new NodeIdCodec(secret);
    this.#renewalLinks = new RenewalLinks({
      ...{ secret, repository, renewal: this.#renewal, clock, apps: config.apps },
      publicUrl: config.http.publicUrl,
    });
    const { maxInFlight: most, loopDelayMs: delayLimitMs } = config.overload;
    this.#admission = new Admission({ most, delayLimitMs });
    this.#rowProjections = config.projection === false ? undefined : new RowProjections();
    this.#maintenance = new Maintenance(parts.outside.logger);
  }

  async start(): Promise<Gateway> {
    const { config, closers, access } = this.#parts;
    const readiness = new Readiness([
      () => access.ground.store.check(),
      async () => access.tokenCalls?.spool.check(),
    ]);
    const drain = new Drain(config.http.drainDelayMs);
    const server = await this.#createServer(drain, readiness);
    this.#startMaintenance();
    await this.#parts.observability.listen(this.#metricsSources(readiness), closers);
    const { host, port } = config.http;
    await server.listen({ host, port, backlog: BACKLOG });
    closers.add(
      watchLoop(({ busy, delayMs }) => {
        this.#admission.observe({ busy, delayMs: Math.max(delayMs, this.#turns.longestWaitMs()) });
      }),
    );
    closers.add(() => drain.close(server));
    closers.add(() => {
      readiness.drain();
      this.#maintenance.end();
    });
    return { url: urlOf(server.server.address() as AddressInfo), close: () => closers.close() };
  }

  async #createServer(drain: Drain, readiness: Readiness): ReturnType<typeof createHttpServer> {
    const { config, outside, closers } = this.#parts;
    const { logger, playground, onlyHosts } = outside;
    const documents = new KnownDocuments();
    const graphql = await createGraphQLServer({ introspection: config.introspection, documents });
    closers.add(() => graphql.stop());
    return createHttpServer({
      ...{ graphql, documents, logger, playground, onlyHosts, consents: this.#consents, ids: this.#ids },
      ...{ drain, turns: this.#turns, admission: this.#admission, renewalLinks: this.#renewalLinks },
      appIds: new Set(config.apps.map(({ id }) => id)),
      authenticator: new Authenticator({ ...config.auth, apps: config.apps }),
      contextFor: (caller, request) => this.#contextFor(caller, request),
      deadlineMs: config.upstream.deadlineMs,
      wholeAnswers: this.#parts.cache?.whole,
      compression: config.compression === false ? undefined : new AnswerCompression(logger),
      connectWebhook: this.#webhookParts(),
      checkReady: () => readiness.check(),
    });
  }

  #contextFor(
    caller: Caller,
    { id, signal, deadline, actorType, maxAgeSeconds }: IncomingRequest,
  ): GraphContext {
    const { outside } = this.#parts;
    const { ground, providers } = this.#parts.access;
    const calls = new UpstreamCalls(MAX_UPSTREAM_CALLS);
    return createGraphContext({
      caller,
      consents: this.#consents,
      ids: this.#ids,
      clock: ground.clock,
      audit: ground.audit,
      loaders: createLoaders({
        providers,
        // Each by its name: every call looks into it (docs/adr/0042-one-shape.md).
        request: {
          interactionId: id,
          signal,
          deadline,
          actorType,
          maxAgeSeconds,
          countCall: calls.countCall,
          countCached: calls.countCached,
          countMissed: calls.countMissed,
        },
      }),
      dataProviders: this.#parts.directory.banks,
      rowProjections: this.#rowProjections,
      ...{ signal, deadline, maxAgeSeconds, upstream: calls },
      renewalUrlOf: (consent) => this.#renewalLinks.urlOf(consent),
      capabilityOf: (id) => providers.require(id).capability.reportForApps(),
      report: (failure, at) => {
        outside.logger.error({ requestId: id, at, ...failureFields(failure) }, "request failed");
      },
    });
  }

  #connectChores(): readonly Chore[] {
    const { connect } = this.#parts.access.flinks;
    if (connect === undefined) return [];
    return [{ name: "connect", everyMs: MINUTE_MS, work: (signal) => connect.round(signal) }];
  }

  #webhookParts(): ConnectWebhookParts | undefined {
    const { webhooks } = this.#parts.access.flinks.connect ?? {};
    const headers = this.#parts.config.flinks?.connect?.webhook?.headers ?? [];
    return webhooks && { headers, receive: (given, body) => webhooks.receive(given, body) };
  }

  #metricsSources(readiness: Readiness): MetricsSources {
    const { access, cache } = this.#parts;
    const { tokens, tokenCalls, guards } = access;
    const { outbox } = tokenCalls ?? {};
    const rowProjections = this.#rowProjections;
    return {
      unfinished: () => tokens.keeper.census,
      consentsByPhase: () => this.#consentsByPhase,
      ...(cache === undefined ? {} : { cachedReads: () => cache.counts }),
      ...(rowProjections === undefined ? {} : { projectedLists: () => rowProjections.counts }),
      budgetRefusals: () => this.#parts.access.budgets.refusals.counts(),
      isReady: () => readiness.isReady(),
      ...(guards === undefined ? {} : { guards: () => guards.reports() }),
      load: () => this.#admission.status,
      // With a courier process the spool is its own.
      ...(outbox === undefined ? {} : { spool: () => outbox.status() }),
    };
  }

  #startMaintenance(): void {
    const { config, closers, access, cache } = this.#parts;
    const { ground, repository, tokens } = access;
    const census = async (): Promise<void> => {
      this.#consentsByPhase = await countConsents(ground.store, repository);
    };
    closers.add(() => this.#maintenance.stop());
    this.#maintenance.start([
      // Banks are told of revocations they missed.
      { name: "revocations", everyMs: MINUTE_MS, work: (signal) => this.#revocation.retryPending(signal) },
      { name: "renewals", everyMs: MINUTE_MS, work: (signal) => this.#renewal.retryPending(signal) },
      { name: "directory", everyMs: MINUTE_MS, work: (signal) => this.#parts.directory.refresh(signal) },
      ...this.#connectChores(),
      { name: "sweep", everyMs: MINUTE_MS, work: ground.sweep },
      { name: "cache", everyMs: MINUTE_MS, work: async () => cache?.sweep() },
      { name: "tokens", everyMs: 5 * MINUTE_MS, work: (signal) => tokens.keeper.round(signal) },
      ...(config.metrics.port === undefined
        ? []
        : [{ name: "census", everyMs: 5 * MINUTE_MS, work: census }]),
    ]);
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
