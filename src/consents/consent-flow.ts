import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import type { DataCluster } from "../core/data-cluster.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId, type DataProviderId, randomId } from "../core/ids.js";
import type { IdHolder } from "../core/node-id.js";
import type { RegisteredApp } from "../core/registered-app.js";
import type { AuthorizationChecks, IssuedTokens } from "../oauth/authorization-server.js";
import { OAuthRefusal } from "../oauth/oauth-refusal.js";
import type { BankDirectory } from "../providers/directory/bank-directory.js";
import type { ProviderDirectory } from "../providers/provider-directory.js";
import type { Write } from "../stores/record-store.js";
import { tokenSetFrom } from "../tokens/token-set.js";
import type { TokenVault } from "../tokens/token-vault.js";
import { grantedClusters, requireOfferedClusters } from "./asked-clusters.js";
import {
  type AuthorizationSession,
  type AuthorizationSessions,
  type FoundSession,
  SESSION_MS,
} from "./authorization-session.js";
import { auditFacts, type Consent, type ConsentState, referenceOf } from "./consent.js";
import type { ConsentRepository } from "./consent-repository.js";
import { requireRegisteredReturnUrl } from "./return-url.js";

export interface StartConsent {
  readonly app: RegisteredApp;
  readonly holder: IdHolder;
  /** The bank's, or that of a way to it. */
  readonly dataProviderId: DataProviderId;
  readonly dataClusters: readonly DataCluster[];
  readonly returnUrl: string;
  readonly appState?: string | undefined;
  /** A consent of the same holder that ends when the new one is active. */
  readonly renews?: ConsentId | undefined;
}

export interface StartedConsent {
  readonly consent: Consent;
  /** The bank's page, for the end user's browser. */
  readonly authorizationUrl: string;
  /** Wall-clock milliseconds after which the bank's answer is no longer accepted. */
  readonly expiresAt: number;
}

/** How a callback ended, and where the browser goes next. */
export interface CompletedAuthorization {
  readonly session: AuthorizationSession;
  readonly consent: Consent;
}

const DAY_MS = 86_400_000;
/** Refusals of a code that speak of the gateway's registration, not of the code or the end user. */
const OF_US = new Set([
  ...["invalid_client", "invalid_request", "invalid_scope", "unauthorized_client"],
  "unsupported_grant_type",
]);

export interface ConsentFlowParts {
  readonly repository: ConsentRepository;
  readonly sessions: AuthorizationSessions;
  readonly providers: ProviderDirectory;
  readonly banks: Pick<BankDirectory, "preferredWay">;
  readonly vault: TokenVault;
  readonly clock: Clock;
  readonly audit: Audit;
}

/** Takes an end user to the bank and back. */
export class ConsentFlow {
  readonly #parts: ConsentFlowParts;

  constructor(parts: ConsentFlowParts) {
    this.#parts = parts;
  }

  /**
   * Takes the way to the bank that the operator prefers.
   *
   * Rejects with NOT_FOUND (provider), PROVIDER_NOT_REGISTERED, RETURN_URL_NOT_REGISTERED, DATA_CLUSTER_UNSUPPORTED, or
   * PROVIDER_UNAVAILABLE. The consent exists only once the bank's page is known.
   */
  async start(request: StartConsent): Promise<StartedConsent> {
    requireRegisteredReturnUrl(request.app, request.returnUrl);
    const { id: dataProviderId, dataClusters } = this.#parts.banks.preferredWay(request.dataProviderId);
    const { profile, authorizationServer } = this.#parts.providers.require(dataProviderId);
    requireOfferedClusters(dataClusters, request.dataClusters);
    const { holder, returnUrl, appState, renews } = request;
    const consentId = ConsentId(randomId());
    const checks = await this.#parts.sessions.open({
      ...{ consentId, dataProviderId, returnUrl, appState, renews },
    });
    const requestedClusters = [...new Set(request.dataClusters)];
    const scopes = new Set([...profile.baseScopes, ...profile.scopes.scopesOf(requestedClusters)]);
    const scope = [...scopes].join(" ");
    const authorizationUrl = await authorizationServer
      .authorizationUrl({ ...checks, scope })
      .catch(refusedRequest);
    const now = this.#parts.clock.now();
    const { appId, endUserId } = holder;
    const about = { id: consentId, appId, endUserId, dataProviderId, requestedClusters, createdAt: now };
    const consent: Consent = { ...about, state: { phase: "PENDING" }, version: 0 };
    await this.#parts.repository.create(consent);
    this.#parts.audit("consent.started", { ...auditFacts(consent), dataClusters: consent.requestedClusters });
    return { consent, authorizationUrl: authorizationUrl.href, expiresAt: now + SESSION_MS };
  }

  /**
   * Completes what `start` began. A denial is an outcome, not an error.
   *
   * Rejects with AUTHORIZATION_SESSION_INVALID when there is no such session: unknown, expired, already used, or
   * delivered to another authorization server's callback (mix-up, RFC 9700 §4.4). No consent has changed then; a session that
   * was delivered to the wrong callback is spent.
   * @param beforeExchange is done before the bank is asked; if it fails, so does the authorization.
   */
  async complete(
    callbackId: string,
    query: URLSearchParams,
    beforeExchange: (session: AuthorizationSession) => Promise<void> = async () => undefined,
  ): Promise<CompletedAuthorization> {
    const { session, checks } = await this.#sessionOf(callbackId, query.get("state"));
    const pending = await this.#parts.repository.find(session.consentId);
    if (pending?.state.phase !== "PENDING") {
      this.#tellRefused(session, pending?.state.phase ?? "GONE");
      throw new GatewayError("AUTHORIZATION_SESSION_INVALID", `consent ${session.consentId} is not pending`);
    }
    try {
      await beforeExchange(session);
      return { session, consent: await this.#exchange(pending, query, checks) };
    } catch (failure) {
      this.#alarmIfClientRefused(pending, query, failure);
      return { session, consent: await this.#reject(pending, failure) };
    }
  }

  async #sessionOf(callbackId: string, state: string | null): Promise<FoundSession> {
    const found = state === null ? undefined : await this.#parts.sessions.consume(state);
    const entry = found && this.#parts.providers.find(found.session.dataProviderId);
    if (found !== undefined && entry?.callbackId === callbackId) return found;
    if (found !== undefined) this.#tellRefused(found.session, "OTHER_CALLBACK");
    throw new GatewayError("AUTHORIZATION_SESSION_INVALID", "no authorization session for this callback");
  }

  /** Nothing of the callback itself: it may hold a code or a login. A state that nobody knows is anybody's, and not told. */
  #tellRefused({ consentId, dataProviderId }: AuthorizationSession, reason: string): void {
    this.#parts.audit("consent.callback-refused", { consentId, dataProviderId, reason });
  }

  async #exchange(pending: Consent, query: URLSearchParams, checks: AuthorizationChecks): Promise<Consent> {
    const { authorizationServer } = this.#parts.providers.require(pending.dataProviderId);
    const issued = await authorizationServer.exchangeCode(query, checks);
    try {
      return await this.#activate(pending, issued);
    } catch (failure) {
      // The bank has granted what we could not keep: take it back there, so that no half-made consent is left.
      const audit = auditFacts(pending);
      const token = issued.refreshToken ?? issued.accessToken;
      await authorizationServer.revoke(token, pending.id).catch((cause: unknown) => {
        this.#parts.audit("consent.give-back-failed", { ...audit, ...failureFields(cause) });
      });
      throw failure;
    }
  }

  async #activate(pending: Consent, issued: IssuedTokens): Promise<Consent> {
    const { clock, vault, audit } = this.#parts;
    const now = clock.now();
    const tokenWrites = await vault.firstWrites(referenceOf(pending), tokenSetFrom(issued, now));
    const { profile, authorizationServer } = this.#parts.providers.require(pending.dataProviderId);
    const { consentDays, scopes } = profile;
    const granted = grantedClusters(pending, issued, scopes);
    if (granted.length === 0)
      throw new GatewayError("AUTHORIZATION_FAILED", "the bank granted no data cluster");
    const expiresAt = consentDays === undefined ? undefined : now + consentDays * DAY_MS;
    const state: ConsentState = { phase: "ACTIVE", grantedClusters: granted, since: now, expiresAt };
    await authorizationServer.bind?.(issued.refreshToken ?? issued.accessToken, pending.id);
    if (!(await this.#isActivated(pending, state, tokenWrites))) {
      throw new GatewayError("AUTHORIZATION_SESSION_INVALID", `consent ${pending.id} changed meanwhile`);
    }
    const active = { ...pending, state, version: pending.version + 1 };
    audit("consent.activated", { ...auditFacts(active), dataClusters: granted });
    return active;
  }

  /** A write that the store did not confirm may have happened: giving its tokens back would leave an active consent dead. */
  async #isActivated(pending: Consent, state: ConsentState, tokenWrites: readonly Write[]): Promise<boolean> {
    const { repository } = this.#parts;
    try {
      return await repository.activate(pending, state, tokenWrites);
    } catch (failure) {
      const now = await repository.find(pending.id).catch(() => undefined);
      if (now?.state.phase === "ACTIVE") return true;
      throw failure;
    }
  }

  /** What came by way of the browser may be anybody's word: only the token endpoint's own is believed. */
  #alarmIfClientRefused(consent: Consent, query: URLSearchParams, failure: unknown): void {
    if (!(failure instanceof OAuthRefusal) || query.has("error") || !OF_US.has(failure.error)) return;
    const { error, supportReferences } = failure;
    const references = supportReferences.length === 0 ? {} : { supportReferences };
    const facts = { alarm: "client_refused", error, ...references };
    this.#parts.audit("operator.alarm", { ...facts, ...auditFacts(consent) });
  }

  async #reject(consent: Consent, failure: unknown): Promise<Consent> {
    const denied = failure instanceof OAuthRefusal && failure.error === "access_denied";
    const reason = denied ? "ACCESS_DENIED" : "AUTHORIZATION_FAILED";
    const state: ConsentState = { phase: "REJECTED", reason };
    const rejected = await this.#parts.repository.transition(consent.id, (current) =>
      current.state.phase === "PENDING" ? state : undefined,
    );
    this.#parts.audit("consent.rejected", { ...auditFacts(consent), reason, ...failureFields(failure) });
    return rejected ?? { ...consent, state };
  }
}

/** The bank refused the request itself (PAR): a fault of our registration, not of the end user. */
function refusedRequest(failure: unknown): never {
  if (!(failure instanceof OAuthRefusal)) throw failure;
  throw new GatewayError("PROVIDER_REFUSED", `authorization request: ${failure.error}`, { cause: failure });
}
