import { GatewayError } from "../core/gateway-error.js";
import type { ConsentId } from "../core/ids.js";
import type { IdHolder } from "../core/node-id.js";
import type { Challenge, ChallengeAnswer } from "../providers/challenges.js";
import type { ProviderDirectory } from "../providers/provider-directory.js";
import { type Consent, referenceOf } from "./consent.js";
import type { ConsentRepository } from "./consent-repository.js";

export interface ConsentChallengesParts {
  readonly repository: ConsentRepository;
  readonly providers: ProviderDirectory;
}

/** Questions that a bank asks the end user in the middle of a consent's life. */
export class ConsentChallenges {
  readonly #parts: ConsentChallengesParts;

  constructor(parts: ConsentChallengesParts) {
    this.#parts = parts;
  }

  /** @returns `undefined` if nothing is asked that could be answered now. */
  async challengeOf(consent: Consent): Promise<Challenge | undefined> {
    if (consent.state.phase !== "CHALLENGED") return undefined;
    const { challenges } = this.#parts.providers.find(consent.dataProviderId) ?? {};
    return challenges?.challengeOf(referenceOf(consent));
  }

  /**
   * Rejects with CHALLENGE_ANSWER_WRONG, CHALLENGE_ENDED, ARGUMENT_INVALID, or why the bank could not be asked.
   * @returns the consent after it; `undefined` if the holder has no such consent.
   */
  async answer(
    holder: IdHolder,
    id: ConsentId,
    answers: readonly ChallengeAnswer[],
  ): Promise<Consent | undefined> {
    const { repository, providers } = this.#parts;
    const consent = await repository.findOwned(holder, id);
    if (consent === undefined) return undefined;
    const { challenges } = providers.find(consent.dataProviderId) ?? {};
    if (challenges === undefined || consent.state.phase !== "CHALLENGED") {
      throw new GatewayError("CHALLENGE_ENDED", `consent ${id} is not challenged`);
    }
    await challenges.answerChallenge(referenceOf(consent), answers);
    return repository.findOwned(holder, id);
  }
}
