import { Pool } from "undici";
import type { FlinksConnectConfig } from "../config/flinks-config.js";
import type { GatewayConfig, TokenPolicy } from "../config/gateway-config.js";
import { auditFacts, type Consent, type ConsentState, isActive, mayLive } from "../consents/consent.js";
import type { ConsentRepository } from "../consents/consent-repository.js";
import type { Closers } from "../core/closers.js";
import { type DataCluster, NO_SCOPE_NAMES } from "../core/data-cluster.js";
import type { FdxResource } from "../core/fdx-resource.js";
import { GatewayError } from "../core/gateway-error.js";
import { DataProviderId } from "../core/ids.js";
import type { AuthorizationServer } from "../oauth/authorization-server.js";
import { ProviderCapability } from "../providers/capability/provider-capability.js";
import { WatchedProvider } from "../providers/capability/watched-provider.js";
import type { ProviderGuards } from "../providers/guard/provider-guards.js";
import type { ListedBank } from "../providers/directory/listed-bank.js";
import { FlinksConnect } from "../providers/flinks-connect/flinks-connect.js";
import { familyMember, type ProviderEntry, type ProviderFamily } from "../providers/provider-directory.js";
import type { ProviderProfile } from "../providers/provider-profile.js";
import type { ConsentReference } from "../tokens/consent-reference.js";
import { SealedRecords } from "../tokens/sealed-records.js";
import type { TokenManager } from "../tokens/token-manager.js";
import { isSoOf, requireReauth } from "./consent-records.js";
import { connectionOptions } from "./connection-options.js";
import type { Foundations } from "./foundations.js";

/** What all its institutions have in common. */
export const CONNECT_FAMILY = "flinks-connect";
const CONNECT_PREFIX = `${CONNECT_FAMILY}-`;
const CALLBACK_ID = CONNECT_FAMILY;
/** All of them are reached at one place, which has one guard. */
const GUARD_ID = DataProviderId(CONNECT_FAMILY);
const DATA_CLUSTERS: readonly DataCluster[] = [
  "ACCOUNT_BASIC",
  "ACCOUNT_DETAILED",
  "TRANSACTIONS",
  "PAYMENT_SUPPORT",
  "CUSTOMER_CONTACT",
];
const UNSUPPORTED: readonly FdxResource[] = [
  ...(["STATEMENTS", "STATEMENT_DOCUMENT", "ASSET_TRANSFER_NETWORKS"] as const),
  ...(["REWARD_PROGRAMS", "REWARD_PROGRAM", "REWARD_CATEGORIES"] as const),
];
/** Left of a request's deadline for answering without a snapshot. */
const ANSWER_MS = 2000;

export interface ConnectParts {
  readonly connect: FlinksConnectConfig;
  readonly ground: Foundations;
  readonly repository: ConsentRepository;
  /** None if left out. */
  readonly guards?: ProviderGuards | undefined;
}

/** Flinks Connect as configured: one instance, many institutions. */
export class ConnectNetwork {
  readonly prefix = CONNECT_PREFIX;
  /** The loginId that stands for a refresh token is never replaced. */
  readonly tokenPolicy: TokenPolicy = { rotation: { kind: "none" } };
  readonly #config: GatewayConfig;
  readonly #parts: ConnectParts;
  readonly #connect: FlinksConnect;
  readonly #servers = new Map<number, AuthorizationServer>();
  #tokens: TokenManager | undefined;

  constructor(config: GatewayConfig, parts: ConnectParts, closers: Closers) {
    this.#config = config;
    this.#parts = parts;
    const { connect: settings, ground, guards } = parts;
    const { store, keys, clock, audit } = ground;
    const dispatcher = new Pool(settings.apiBaseUrl.origin, connectionOptions(config));
    closers.add(() => dispatcher.destroy());
    const { timeoutMs: callTimeoutMs, deadlineMs } = config.upstream;
    this.#connect = new FlinksConnect({
      ...{ settings, dispatcher, store, clock, audit, callTimeoutMs, guard: guards?.of(GUARD_ID) },
      ...{ sealed: new SealedRecords(store, keys), waitMs: Math.max(0, deadlineMs - ANSWER_MS) },
      tokens: {
        accessToken: (reference, rejected) => this.#requireTokens().accessToken(reference, rejected),
      },
      ...this.#turns(),
    });
    closers.add(() => this.#connect.drain());
  }

  get challenges(): FlinksConnect["challenges"] {
    return this.#connect.challenges;
  }

  get webhooks(): FlinksConnect["webhooks"] {
    return this.#connect.webhooks;
  }

  /** A chore: brings on readings that were left unfinished. */
  round(signal: AbortSignal): Promise<void> {
    return this.#connect.round(signal);
  }

  /** Rejects like every call to Flinks. */
  async readBanks(): Promise<readonly ListedBank[]> {
    const institutions = await this.#connect.institutions(
      AbortSignal.timeout(this.#config.upstream.deadlineMs),
    );
    return institutions.map(({ id: number, name, country }) => ({ number, name, country }));
  }

  authorizationServerOf(institutionId: number): AuthorizationServer {
    const known = this.#servers.get(institutionId);
    if (known !== undefined) return known;
    const redirectUri = new URL(`/oauth/callback/${CALLBACK_ID}`, this.#config.http.publicUrl);
    const server = this.#connect.authorizationServerOf(institutionId, redirectUri);
    this.#servers.set(institutionId, server);
    return server;
  }

  profileOf(institutionId: number): ProviderProfile {
    return {
      ...{ id: familyMember(CONNECT_PREFIX, institutionId), source: "FLINKS_CONNECT", isSnapshot: true },
      ...{ dataClusters: DATA_CLUSTERS, unsupported: new Set(UNSUPPORTED) },
      ...{ scopes: NO_SCOPE_NAMES, baseScopes: [], canFill: this.#connect.knowsField },
    };
  }

  family(tokens: TokenManager): ProviderFamily {
    this.#tokens = tokens;
    return {
      prefix: CONNECT_PREFIX,
      open: (institutionId): ProviderEntry => {
        const profile = this.profileOf(institutionId);
        const capability = new ProviderCapability(profile, this.#parts.ground.clock);
        return {
          ...{ profile, capability, callbackId: CALLBACK_ID, challenges: this.#connect.challenges },
          authorizationServer: this.authorizationServerOf(institutionId),
          dataProvider: new WatchedProvider(this.#connect.providerOf(institutionId), capability),
        };
      },
    };
  }

  #requireTokens(): TokenManager {
    if (this.#tokens !== undefined) return this.#tokens;
    throw new GatewayError("INTERNAL", "this process reads no data through Flinks Connect");
  }

  /** What becomes of a consent when a reading comes to a turn. */
  #turns(): Pick<
    ConstructorParameters<typeof FlinksConnect>[0],
    "isActive" | "mayLive" | "onChallenge" | "onChallengeEnded" | "onReauthRequired"
  > {
    const { repository, ground } = this.#parts;
    const { audit, clock } = ground;
    const turn = async (
      { consentId }: ConsentReference,
      next: (state: ConsentState) => ConsentState | undefined,
    ): Promise<Consent | undefined> => repository.transition(consentId, ({ state }) => next(state));
    return {
      isActive: (consentId) => isSoOf(repository, consentId, isActive),
      mayLive: (consentId) => isSoOf(repository, consentId, mayLive),
      onChallenge: async (reference): Promise<void> => {
        const since = clock.now();
        const changed = await turn(reference, (state) =>
          state.phase === "ACTIVE" ? { ...state, phase: "CHALLENGED", since } : undefined,
        );
        if (changed?.state.phase === "CHALLENGED") audit("consent.challenged", auditFacts(changed));
      },
      onChallengeEnded: async (reference): Promise<void> => {
        const since = clock.now();
        const changed = await turn(reference, (state) =>
          state.phase === "CHALLENGED" ? { ...state, phase: "ACTIVE", since } : undefined,
        );
        if (changed !== undefined) audit("consent.challenge-ended", auditFacts(changed));
      },
      onReauthRequired: ({ consentId: id }, reason) => requireReauth(repository, ground, { id, reason }),
    };
  }
}
