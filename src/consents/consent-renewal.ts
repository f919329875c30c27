import type { Audit } from "../core/audit.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import type { IdHolder } from "../core/node-id.js";
import type { RegisteredApp } from "../core/registered-app.js";
import type { RecordStore } from "../stores/record-store.js";
import { auditFacts, canBeRenewed, type Consent } from "./consent.js";
import type { CompletedAuthorization, ConsentFlow, StartedConsent } from "./consent-flow.js";
import type { ConsentRepository } from "./consent-repository.js";
import type { ConsentRevocation } from "./consent-revocation.js";

export interface RenewConsent {
  readonly app: RegisteredApp;
  readonly holder: IdHolder;
  readonly consentId: ConsentId;
  readonly returnUrl: string;
  readonly appState?: string | undefined;
}

export interface ConsentRenewalParts {
  readonly repository: ConsentRepository;
  readonly flow: ConsentFlow;
  readonly revocation: ConsentRevocation;
  readonly store: RecordStore;
  readonly audit: Audit;
}

/** Pairs of consents, the new and the old, of which the old one ends when the new one is active. */
const PENDING_SET = "renewals-pending";

/**
 * Puts a new consent in the place of an old one, at the same bank and by the way that is preferred now: so a bank that has
 * gained an open-banking API is moved to it. The old one stays readable until the new one is active.
 */
export class ConsentRenewal {
  readonly #parts: ConsentRenewalParts;

  constructor(parts: ConsentRenewalParts) {
    this.#parts = parts;
  }

  /** Rejects like `ConsentFlow.start`; with NOT_FOUND and CONSENT_NOT_ACTIVE for a consent that nothing can follow. */
  async start({ consentId, ...request }: RenewConsent): Promise<StartedConsent> {
    const { repository, flow } = this.#parts;
    const consent = await repository.findOwned(request.holder, consentId);
    if (consent === undefined) throw new GatewayError("NOT_FOUND", "no such consent");
    if (!canBeRenewed(consent.state)) {
      throw new GatewayError("CONSENT_NOT_ACTIVE", `consent ${consentId} is ${consent.state.phase}`);
    }
    const { dataProviderId, requestedClusters: dataClusters } = consent;
    return flow.start({ ...request, dataProviderId, dataClusters, renews: consentId });
  }

  /** Completes a callback, of a renewal or not. Never fails for the old consent's sake: it is ended later then. */
  async complete(callbackId: string, query: URLSearchParams): Promise<CompletedAuthorization> {
    const { flow, store, audit } = this.#parts;
    const completed = await flow.complete(callbackId, query, async ({ consentId, renews }) => {
      // Before the new consent is active: a crash right after must not leave two.
      if (renews !== undefined) await store.addMember(PENDING_SET, memberOf(consentId, renews));
    });
    const { session, consent } = completed;
    if (session.renews === undefined) return completed;
    await this.#settle(memberOf(session.consentId, session.renews)).catch((failure: unknown) => {
      audit("consent.renewal-pending", { ...auditFacts(consent), ...failureFields(failure) });
    });
    return completed;
  }

  /**
   * Ends old consents that a crash or a store that was down has left.
   * @param signal begins nothing more when it is aborted.
   */
  async retryPending(signal?: AbortSignal): Promise<void> {
    const { store, audit } = this.#parts;
    for (const member of await store.members(PENDING_SET)) {
      if (signal?.aborted === true) return;
      await this.#settle(member).catch((failure: unknown) => {
        const [consentId] = idsOf(member);
        audit("consent.renewal-pending", { consentId, ...failureFields(failure) });
      });
    }
  }

  async #settle(member: string): Promise<void> {
    const { repository, revocation, store } = this.#parts;
    const [newer, older] = idsOf(member);
    const phase = (await repository.find(newer))?.state.phase;
    // Its authorization may still be under way.
    if (phase === "PENDING") return;
    if (hasBeenActive(phase)) await revocation.revoke(older);
    await store.removeMember(PENDING_SET, member);
  }
}

/** One that was revoked or lost meanwhile has been active too: the person has moved. */
function hasBeenActive(phase: Consent["state"]["phase"] | undefined): boolean {
  return phase !== undefined && phase !== "REJECTED";
}

function memberOf(newer: ConsentId, older: ConsentId): string {
  return `${newer} ${older}`;
}

function idsOf(member: string): readonly [newer: ConsentId, older: ConsentId] {
  const [newer = "", older = ""] = member.split(" ");
  return [ConsentId(newer), ConsentId(older)];
}
