import { hash } from "node:crypto";

/** Whose text it is: written into every text a bank sends, and looked for in every answer. */
export interface Stamp {
  /** Which run of the harness. */
  readonly run: string;
  readonly consentId: string;
  /** What was asked for; below an account with the account's mark. */
  readonly of: string;
  /** Which text of the body. */
  readonly serial: string;
}

/** In UTF-8, seen as one character a byte. */
const PLACEHOLDER = /\xc2\xa7(\d{0,6})/g;
const STAMP = /@\[(\w+)\/([\w-]+)\/([\w-]+)\/(\d*)\]@/g;

/** @returns the body with a stamp for each `§`. */
export function stamped(body: Buffer, { run, consentId, of }: Omit<Stamp, "serial">): Buffer {
  if (!body.includes("§")) return body;
  const text = body.toString("latin1").replace(PLACEHOLDER, `@[${run}/${consentId}/${of}/$1]@`);
  return Buffer.from(text, "latin1");
}

/** @returns every whole stamp in a text; keys and values of JSON alike. */
export function stampsIn(text: string): readonly Stamp[] {
  return [...text.matchAll(STAMP)].map(([, run = "", consentId = "", of = "", serial = ""]) => {
    return { run, consentId, of, serial };
  });
}

/** Whether a text holds anything of a provider's text, a stamp that was cut included. */
export function quotesProvider(text: string): boolean {
  return text.includes("@[") || text.includes("§");
}

/** @returns what stands for an id in a stamp: ids may hold anything. */
export function idMark(id: string): string {
  return hash("sha256", id, "hex").slice(0, 10);
}
