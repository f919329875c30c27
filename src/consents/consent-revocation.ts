import type { Audit } from "../core/audit.js";
import type { Clock } from "../core/clock.js";
import { failureFields } from "../core/failure-fields.js";
import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import { Outages } from "../core/outages.js";
import type { ProviderDirectory } from "../providers/provider-directory.js";
import type { RecordStore, Write } from "../stores/record-store.js";
import type { TokenVault } from "../tokens/token-vault.js";
import { auditFacts, type Consent, type ConsentState, referenceOf } from "./consent.js";
import type { ConsentRepository } from "./consent-repository.js";

export interface ConsentRevocationParts {
  readonly repository: ConsentRepository;
  readonly providers: ProviderDirectory;
  readonly vault: TokenVault;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly audit: Audit;
  /** Deletes what else is kept of the bank under a consent, as far as it can be reached. Nobody is shown it any more. */
  readonly forgetAnswers?: ((id: ConsentId) => Promise<void>) | undefined;
}

type RevokedState = Extract<ConsentState, { phase: "REVOKED" }>;

/** Consents that are revoked here and not yet confirmed by their bank. */
const PENDING_SET = "revocations-pending";
/** A bank that has not answered for so long will not; the token is then destroyed untold. */
const GIVE_UP_MS = 30 * 86_400_000;

/**
 * Ends consents: first here, then at the bank, as often as it takes. The step that ends it here also takes the tokens
 * away from every reader and keeps one of them for telling the bank; it is destroyed once the bank confirmed. What was read
 * of the bank is destroyed at once.
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
    if (stored === undefined || stored.state.phase === "REJECTED") return stored;
    await store.addMember(PENDING_SET, id);
    const revoked = await repository.transition(
      id,
      (current) => revokedState(current, clock.now()),
      (current) => this.#tokenWrites(current),
    );
    if (revoked?.state.phase !== "REVOKED") {
      await store.removeMember(PENDING_SET, id);
      return revoked;
    }
    return this.#finish(revoked, revoked.state);
  }

  /**
   * Tries every revocation that is still open; called at start and then now and again.
   * @param signal begins nothing more when it is aborted.
   */
  async retryPending(signal?: AbortSignal): Promise<void> {
    const outages = new Outages();
    for (const id of await this.#parts.store.members(PENDING_SET)) {
      if (signal?.aborted === true) return;
      await this.#retry(ConsentId(id), outages).catch((failure: unknown) => {
        // It stays on the list, and must not hold up the others.
        this.#parts.audit("consent.revocation-pending", { consentId: id, ...failureFields(failure) });
      });
    }
  }

  async #retry(id: ConsentId, outages: Outages): Promise<void> {
    const consent = await this.#parts.repository.find(id);
    if (consent === undefined) {
      await this.#forget(id);
      return;
    }
    const { state, dataProviderId } = consent;
    if (outages.isDown(dataProviderId)) return;
    // Listed and not revoked: a revocation was begun that the store has not confirmed, or has lost in a fail-over.
    const ended = state.phase === "REVOKED" ? await this.#finish(consent, state) : await this.revoke(id);
    if (ended !== undefined && isOpen(ended)) outages.failed(dataProviderId);
    else outages.answered(dataProviderId);
  }

  /** Tokens that do not open cannot be shown to the bank; the consent ends here all the same. */
  async #tokenWrites(consent: Consent): Promise<readonly Write[]> {
    const writes = await readable(this.#parts.vault.revocationWrites(referenceOf(consent)));
    return writes ?? [];
  }

  async #finish(consent: Consent, state: RevokedState): Promise<Consent> {
    const { repository, vault, audit } = this.#parts;
    // Before the bank, which may not answer for weeks; every retry does it again.
    await vault.destroyRead(consent.id);
    await this.#parts.forgetAnswers?.(consent.id);
    const upstream = await this.#tellBank(consent, state);
    if (upstream === "PENDING") return consent;
    const ended = await repository.transition(consent.id, (current) =>
      current.state.phase === "REVOKED" ? { ...current.state, upstream } : undefined,
    );
    await this.#forget(consent.id);
    audit("consent.revoked", { ...auditFacts(consent), upstream });
    return ended ?? consent;
  }

  async #forget(id: ConsentId): Promise<void> {
    await this.#parts.vault.destroy(id);
    await this.#parts.store.removeMember(PENDING_SET, id);
  }

  async #tellBank(consent: Consent, state: RevokedState): Promise<RevokedState["upstream"]> {
    const { providers, clock, audit } = this.#parts;
    if (state.upstream !== "PENDING") return state.upstream;
    const server = providers.find(consent.dataProviderId)?.authorizationServer;
    if (server === undefined || clock.now() - state.since > GIVE_UP_MS) return "UNSUPPORTED";
    try {
      const token = await readable(this.#parts.vault.revocationToken(referenceOf(consent)));
      // Without one there is nothing that the bank could be shown.
      const revoked = token === undefined ? "UNSUPPORTED" : await server.revoke(token, consent.id);
      return revoked === "ENDED" ? "CONFIRMED" : "UNSUPPORTED";
    } catch (failure) {
      audit("consent.revocation-pending", { ...auditFacts(consent), ...failureFields(failure) });
      return "PENDING";
    }
  }
}

/** @returns `undefined` for what cannot be read. */
async function readable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  return reading.catch((failure: unknown) => {
    if (failure instanceof GatewayError && failure.code === "RECORD_UNREADABLE") return undefined;
    throw failure;
  });
}

function isOpen({ state }: Consent): boolean {
  return state.phase === "REVOKED" && state.upstream === "PENDING";
}

function revokedState(consent: Consent, now: number): ConsentState | undefined {
  switch (consent.state.phase) {
    case "REVOKED":
    case "REJECTED":
      return undefined;
    case "PENDING":
      return { phase: "REJECTED", reason: "WITHDRAWN" };
    case "ACTIVE":
    case "CHALLENGED":
    case "EXPIRED":
    case "REAUTH_REQUIRED":
      return { phase: "REVOKED", since: now, upstream: "PENDING" };
  }
}
