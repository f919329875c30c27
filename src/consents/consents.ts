import type { ConsentId } from "../core/ids.js";
import type { IdHolder } from "../core/node-id.js";
import type { Challenge, ChallengeAnswer } from "../providers/challenges.js";
import type { Consent } from "./consent.js";
import type { ConsentChallenges } from "./consent-challenges.js";
import type { CompletedAuthorization, ConsentFlow, StartConsent, StartedConsent } from "./consent-flow.js";
import type { ConsentRenewal, RenewConsent } from "./consent-renewal.js";
import type { ConsentRepository } from "./consent-repository.js";
import type { ConsentRevocation } from "./consent-revocation.js";

export interface ConsentsParts {
  readonly repository: ConsentRepository;
  readonly flow: ConsentFlow;
  readonly renewal: ConsentRenewal;
  readonly revocation: ConsentRevocation;
  readonly challenges: ConsentChallenges;
}

/** What the layers above may do with consents. Every method that takes a holder shows and changes only the holder's. */
export class Consents {
  readonly #parts: ConsentsParts;

  constructor(parts: ConsentsParts) {
    this.#parts = parts;
  }

  start(request: StartConsent): Promise<StartedConsent> {
    return this.#parts.flow.start(request);
  }

  renew(request: RenewConsent): Promise<StartedConsent> {
    return this.#parts.renewal.start(request);
  }

  complete(callbackId: string, query: URLSearchParams): Promise<CompletedAuthorization> {
    return this.#parts.renewal.complete(callbackId, query);
  }

  list(holder: IdHolder): Promise<readonly Consent[]> {
    return this.#parts.repository.listOwned(holder);
  }

  find(holder: IdHolder, id: ConsentId): Promise<Consent | undefined> {
    return this.#parts.repository.findOwned(holder, id);
  }

  async challengeOf(holder: IdHolder, id: ConsentId): Promise<Challenge | undefined> {
    const owned = await this.find(holder, id);
    return owned && this.#parts.challenges.challengeOf(owned);
  }

  answerChallenge(
    holder: IdHolder,
    id: ConsentId,
    answers: readonly ChallengeAnswer[],
  ): Promise<Consent | undefined> {
    return this.#parts.challenges.answer(holder, id, answers);
  }

  /** @returns `undefined` if the holder has no such consent. */
  async revoke(holder: IdHolder, id: ConsentId): Promise<Consent | undefined> {
    const owned = await this.find(holder, id);
    return owned === undefined ? undefined : this.#parts.revocation.revoke(owned.id);
  }
}
