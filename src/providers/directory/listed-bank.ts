import { z } from "zod";
import { REGISTRATION_STATES } from "../../core/registration-state.js";

/** A bank as a network's own list has it. */
export const listedBank = z.object({
  /** The network's number of it. */
  number: z.number().int().positive(),
  name: z.string(),
  /** ISO 3166-1 alpha-2; empty where the list does not tell. */
  country: z.string(),
  /** Missing where the network knows no registrations. */
  registration: z.enum(REGISTRATION_STATES).optional(),
});

export type ListedBank = Readonly<z.infer<typeof listedBank>>;

const COUNTRY = /^[A-Z]{2}$/;
const MAX_NAME = 256;

/**
 * @returns the bank as it may be shown: no control characters and nothing that turns the direction of writing in its name,
 * which could pass it off as another, and no country that is not two letters. `undefined` for one without a name.
 */
export function shownBank(bank: ListedBank): ListedBank | undefined {
  const name = bank.name
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(0, MAX_NAME);
  const code = bank.country.trim().toUpperCase();
  return name === "" ? undefined : { ...bank, name, country: COUNTRY.test(code) ? code : "" };
}
