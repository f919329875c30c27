import type { ConsentReference } from "../../consents/consent.js";
import type { KeptPart } from "../../core/kept-part.js";

/** What was asked, by whom, and all that the answer may depend on beside the banks' answers. */
export interface WholeQuestion {
  /** Two with one text have one answer, as long as what that is made of stays what it was. */
  readonly text: string;
  /** Of the person's active consents: without the key of each that it was made of, an answer cannot be read. */
  readonly consents: readonly ConsentReference[];
}

/** Answers that were made of nothing but kept parts, as they were sent: docs/adr/0048-answers-kept-whole.md. */
export interface WholeAnswers {
  /** @returns the body; `undefined` where there is none, or any part of it is not what it was, or too old. */
  find(question: WholeQuestion): Promise<Buffer | undefined>;
  /** Keeps it for those who ask the same again, in this process. */
  keep(question: WholeQuestion, answer: string | Buffer, parts: readonly KeptPart[]): Promise<void>;
}
