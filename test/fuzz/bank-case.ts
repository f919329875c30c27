import type { ViewName } from "./operations.js";

/** What a bank can be asked for, by the last words of the path. */
export const PLACES = [
  "customer",
  "customers",
  "accounts",
  "account",
  "transactions",
  "paymentNetworks",
  "assetTransferNetworks",
  "contact",
  "statements",
  "statement",
  "rewardPrograms",
  "rewardProgram",
  "rewardCategories",
] as const;

export type Place = (typeof PLACES)[number];

/** One HTTP answer. `§` and digits behind it become a stamp when it is sent: `FuzzBank`. */
export interface BankAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Done to the body after the stamps are in. */
  readonly packing?: Packing;
  /** The connection breaks after so many bytes of the body; before the headers if negative. */
  readonly breaksAfter?: number;
}

export const PACKINGS = ["gzip", "deflate", "br", "utf16"] as const;
type Packing = (typeof PACKINGS)[number];

/** One input: what every bank answers, and what a client asks for meanwhile. */
export interface BankCase {
  readonly view: ViewName;
  /** The answers to the first, second … request of one list; the last one is given to all further requests. */
  readonly answers: Readonly<Record<Place, readonly BankAnswer[]>>;
}

interface WrittenAnswer extends Omit<BankAnswer, "body"> {
  readonly text?: string;
  readonly base64?: string;
}

/** @returns the input as a file that a person can read and `caseIn` reads back, byte for byte. */
export function caseText({ view, answers }: BankCase): string {
  const written = Object.entries(answers).map(([place, list]) => [place, list.map(writtenAnswer)]);
  return JSON.stringify({ view, answers: Object.fromEntries(written) as object }, null, 1);
}

export function caseIn(text: string): BankCase {
  const { view, answers } = JSON.parse(text) as {
    view: ViewName;
    answers: Record<Place, readonly WrittenAnswer[]>;
  };
  const read = Object.entries(answers).map(([place, list]) => [place, list.map(answerIn)]);
  return { view, answers: Object.fromEntries(read) as BankCase["answers"] };
}

function writtenAnswer({ body, ...rest }: BankAnswer): WrittenAnswer {
  const text = body.toString("utf8");
  return Buffer.from(text).equals(body) ? { ...rest, text } : { ...rest, base64: body.toString("base64") };
}

function answerIn({ text, base64, ...rest }: WrittenAnswer): BankAnswer {
  return { ...rest, body: text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text) };
}
