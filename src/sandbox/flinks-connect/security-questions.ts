import { FlinksRefusal } from "./flinks-answer.js";

/** Asked by the bank after username and password. */
export interface SecurityQuestion {
  readonly prompt: string;
  readonly answer: string;
}

/** The test bank's questions and their documented answers. The last prompt is Flinks' own; the others are inferred. */
const SECURITY_QUESTIONS: readonly SecurityQuestion[] = [
  { prompt: "What city were you born in?", answer: "Montreal" },
  { prompt: "What is the best country on earth?", answer: "Canada" },
  { prompt: "What shape do people like most?", answer: "Triangle" },
];

/** So many wrong answers end a session. */
const WRONG_ANSWERS_ALLOWED = 3;

/** One question that was asked, until it is answered or asked too often. */
export class Challenge {
  readonly question: SecurityQuestion;
  #wrongAnswers = 0;

  /** @param turn how many questions were asked before: each is asked in turn. */
  constructor(turn: number) {
    const question = SECURITY_QUESTIONS[turn % SECURITY_QUESTIONS.length];
    if (question === undefined) throw new Error("There are no security questions");
    this.question = question;
  }

  /** After that the session is closed. */
  get isLost(): boolean {
    return this.#wrongAnswers >= WRONG_ANSWERS_ALLOWED;
  }

  /**
   * Reads `SecurityResponses`: a map from exact prompt to a list of answers.
   * @throws FlinksRefusal unless it holds the right answer.
   */
  settle(responses: unknown): void {
    const given = answersFrom(responses);
    if (given === undefined) throw new FlinksRefusal("SECURITYRESPONSES_INCOMPLETE");
    const answers = given.get(this.question.prompt);
    if (answers === undefined || given.size > 1) throw new FlinksRefusal("UNKNOWN_CHALLENGE_KEY");
    if (answers.length === 0) throw new FlinksRefusal("SECURITYRESPONSES_INCOMPLETE");
    if (this.answer(answers[0] ?? "")) return;
    throw new FlinksRefusal("INVALID_SECURITY_RESPONSE");
  }

  /** Counts a wrong answer. @returns whether it was right. */
  answer(typed: string): boolean {
    const isRight = typed.trim().toLowerCase() === this.question.answer.toLowerCase();
    if (!isRight) this.#wrongAnswers += 1;
    return isRight;
  }
}

/** @returns `undefined` for what is no map of lists of texts, or an empty one. */
function answersFrom(responses: unknown): ReadonlyMap<string, readonly string[]> | undefined {
  if (typeof responses !== "object" || responses === null) return undefined;
  const given = new Map<string, readonly string[]>();
  for (const [prompt, answers] of Object.entries(responses)) {
    if (!Array.isArray(answers) || !answers.every((answer) => typeof answer === "string")) return undefined;
    given.set(prompt, answers);
  }
  return given.size === 0 ? undefined : given;
}
