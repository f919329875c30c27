import type { ConsentReference } from "../tokens/consent-reference.js";

/** One question of a bank. Its text may be personal: it is shown to the end user and written nowhere else. */
export interface ChallengePrompt {
  readonly text: string;
  /** The network's own word for its kind. */
  readonly type?: string | undefined;
  /** What the answer is chosen from, where the bank gives a choice. */
  readonly options?: readonly string[] | undefined;
}

/** What a bank asks the end user. */
export interface Challenge {
  readonly prompts: readonly ChallengePrompt[];
  /** Wall-clock milliseconds after which no answer is accepted. */
  readonly expiresAt: number;
}

export interface ChallengeAnswer {
  /** `ChallengePrompt.text`, letter by letter. */
  readonly prompt: string;
  readonly answer: string;
}

/** For providers that ask the end user something in the middle of a consent's life. */
export interface Challenges {
  /** @returns `undefined` if nothing is asked that could be answered now. */
  challengeOf(reference: ConsentReference): Promise<Challenge | undefined>;
  /** Rejects with CHALLENGE_ANSWER_WRONG, CHALLENGE_ENDED, ARGUMENT_INVALID, or why the bank could not be asked. */
  answerChallenge(reference: ConsentReference, answers: readonly ChallengeAnswer[]): Promise<void>;
}
