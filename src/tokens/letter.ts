import { z } from "zod";
import { type ConsentReference, consentReferenceSchema } from "./consent-reference.js";
import type { Answer } from "./refresh-state.js";

/**
 * New tokens on their way from the bank into the store, sealed exactly as they will stand there. Until they have arrived
 * this is the only copy of a rotated refresh token.
 */
export interface Letter extends Answer {
  readonly reference: ConsentReference;
  /** Version the token set gets. */
  readonly version: number;
  /** When the tokens were issued; wall-clock milliseconds. */
  readonly issuedAt: number;
  readonly sealed: Uint8Array;
}

const line = z.object({
  reference: consentReferenceSchema,
  attemptId: z.string(),
  usedVersion: z.number().int().min(1),
  version: z.number().int().min(2),
  issuedAt: z.number().int(),
  sealed: z.base64().transform((text) => Buffer.from(text, "base64")),
});

/** @returns one line of a spool file. */
export function encodeLetter(letter: Letter): string {
  return `${JSON.stringify({ ...letter, sealed: Buffer.from(letter.sealed).toString("base64") })}\n`;
}

/** @returns `undefined` for what is no letter. */
export function decodeLetter(text: string): Letter | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** @returns the consent a damaged line speaks of, as far as it can still be read. */
export function consentIdIn(text: string): string | undefined {
  return /"consentId":"([\w-]{1,64})"/.exec(text)?.[1];
}
