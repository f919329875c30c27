import { MAX_LEVELS } from "../limits.js";

/** A JSON value as it was written. Names and values keep their escapes; an object keeps members of the same name. */
export type JsonTree = JsonLeaf | JsonArray | JsonObject;

interface JsonLeaf {
  readonly kind: "leaf";
  /** The token: a string with its quotes, a number, `true`, `false`, `null`. */
  readonly raw: string;
}

export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonTree[];
  /** Behind the opening bracket; behind the closing one. */
  readonly start: number;
  readonly end: number;
}

interface JsonObject {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

interface JsonMember {
  /** As it stands between the quotes. */
  readonly rawName: string;
  readonly value: JsonTree;
}

const BLANKS: ReadonlySet<string | undefined> = new Set([" ", "\n", "\r", "\t"]);
const ENDS_TOKEN: ReadonlySet<string | undefined> = new Set([...BLANKS, ",", "]", "}", undefined]);

/** @returns `undefined` for what is no JSON (`JSON.parse` decides), and for what is nested too deeply. */
export function readTree(text: string): JsonTree | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return new Reader(text).value(0);
}

/** Reads text that is known to be right, so nothing is checked but the depth. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(levels: number): JsonTree | undefined {
    this.#skipBlanks();
    const first = this.#text[this.#at];
    if (first !== "{" && first !== "[") return { kind: "leaf", raw: this.#token() };
    if (levels === MAX_LEVELS) return undefined;
    this.#at += 1;
    return first === "{" ? this.#object(levels + 1) : this.#array(levels + 1);
  }

  #object(levels: number): JsonObject | undefined {
    const members: JsonMember[] = [];
    while (!this.#ends("}")) {
      const rawName = this.#token().slice(1, -1);
      this.#skipBlanks();
      this.#at += 1;
      const value = this.value(levels);
      if (value === undefined) return undefined;
      members.push({ rawName, value });
    }
    return { kind: "object", members };
  }

  #array(levels: number): JsonArray | undefined {
    const start = this.#at;
    const items: JsonTree[] = [];
    while (!this.#ends("]")) {
      const item = this.value(levels);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: "array", items, start, end: this.#at };
  }

  /** Goes past the bracket, or the comma in front of what follows. */
  #ends(bracket: string): boolean {
    this.#skipBlanks();
    const isEnd = this.#text[this.#at] === bracket;
    if (isEnd || this.#text[this.#at] === ",") this.#at += 1;
    if (!isEnd) this.#skipBlanks();
    return isEnd;
  }

  /** No regular expression: its stack does not hold a token of megabytes. */
  #token(): string {
    const start = this.#at;
    if (this.#text[start] === '"') this.#at = this.#closingQuote() + 1;
    else while (!ENDS_TOKEN.has(this.#text[this.#at])) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #closingQuote(): number {
    let quote = this.#text.indexOf('"', this.#at + 1);
    while (this.#isEscaped(quote)) quote = this.#text.indexOf('"', quote + 1);
    return quote;
  }

  #isEscaped(at: number): boolean {
    let backslashes = 0;
    while (this.#text[at - 1 - backslashes] === "\\") backslashes += 1;
    return backslashes % 2 === 1;
  }

  #skipBlanks(): void {
    while (BLANKS.has(this.#text[this.#at])) this.#at += 1;
  }
}
