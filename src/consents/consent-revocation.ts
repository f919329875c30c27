import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { ConsentId } from "../core/ids.js";
import type { ProviderDirectory } from "../providers/provider-directory.js";
import type { RecordStore } from "../stores/record-store.js";
import type { TokenVault } from "../tokens/token-vault.js";
import { auditFacts, type Consent, type ConsentState } from "./consent.js";
import type { ConsentRepository } from "./consent-repository.js";

export interface ConsentRevocationParts {
  readonly repository: ConsentRepository;
  readonly providers: ProviderDirectory;
  readonly vault: TokenVault;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly audit: Audit;
}

/** Consents that are revoked here and not yet confirmed by their bank. */
const PENDING_SET = "revocations-pending";

/**
 * Ends consents: first here, so that nobody reads another byte, then at the bank, as often as it takes. The tokens are
 * kept for that call only and are destroyed once the bank confirmed.
 */
export class ConsentRevocation {
  readonly #parts: ConsentRevocationParts;

  constructor(parts: ConsentRevocationParts) {
    this.#parts = parts;
  }

  /** Never fails for the bank's sake: a bank that is down is told later. */
  async revoke(id: ConsentId): Promise<Consent | undefined> {
    const { store, repository, clock } = this.#parts;
    const stored = await repository.find(id);
    if (stored === undefined || stored.consent.state.phase === "REJECTED") return stored?.consent;
    await store.addMember(PENDING_SET, id);
    const revoked = await repository.transition(id, (current) => revokedState(current, clock.now()));
    if (revoked === undefined) return undefined;
    return (await this.#finish(revoked.id)) ?? revoked;
  }

  /** Tries every revocation that is still open; called at start and then now and again. */
  async retryPending(): Promise<void> {
    for (const id of await this.#parts.store.members(PENDING_SET)) {
      await this.#finish(ConsentId(id)).catch((failure: unknown) => {
        // It stays on the list, and must not hold up the others.
        this.#parts.audit("consent.revocation-pending", { consentId: id, ...failureFields(failure) });
      });
    }
  }

  async #finish(id: ConsentId): Promise<Consent | undefined> {
    const { repository, vault, store, audit } = this.#parts;
    const consent = (await repository.find(id))?.consent;
    if (consent !== undefined && consent.state.phase !== "REVOKED") return consent;
    if (consent !== undefined && !(await this.#bankKnows(consent))) return consent;
    await vault.destroy(id);
    const confirmed = await repository.transition(id, confirmedState);
    await store.removeMember(PENDING_SET, id);
    if (confirmed !== undefined) audit("consent.revoked", auditFacts(confirmed));
    return confirmed;
  }

  /** @returns whether the grant is over at the bank too. */
  async #bankKnows(consent: Consent): Promise<boolean> {
    if (confirmedState(consent) === undefined) return true;
    try {
      await this.#tellBank(consent);
      return true;
    } catch (failure) {
      this.#parts.audit("consent.revocation-pending", { ...auditFacts(consent), ...failureFields(failure) });
      return false;
    }
  }

  async #tellBank(consent: Consent): Promise<void> {
    const { vault, providers } = this.#parts;
    const stored = await vault.read({ consentId: consent.id, dataProviderId: consent.dataProviderId });
    if (stored === undefined) return;
    const { authorizationServer } = providers.require(consent.dataProviderId);
    await authorizationServer.revoke(stored.tokens.refreshToken ?? stored.tokens.accessToken);
  }
}

function revokedState(consent: Consent, now: number): ConsentState | undefined {
  switch (consent.state.phase) {
    case "REVOKED":
    case "REJECTED":
      return undefined;
    case "PENDING":
      return { phase: "REJECTED", reason: "WITHDRAWN" };
    case "ACTIVE":
    case "EXPIRED":
    case "REAUTH_REQUIRED":
      return { phase: "REVOKED", since: now, upstream: "PENDING" };
  }
}

function confirmedState({ state }: Consent): ConsentState | undefined {
  return state.phase === "REVOKED" && state.upstream === "PENDING"
    ? { ...state, upstream: "CONFIRMED" }
    : undefined;
}
