import { z } from "zod";

/** A bank as a network's own list has it. */
export const listedBank = z.object({
  /** The network's number of it. */
  number: z.number().int().positive(),
  name: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** Missing where the network knows no registrations. */
  registration: z
    .enum(["AVAILABLE", "PENDING_APPROVAL", "PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "UNKNOWN"])
    .optional(),
});

export type ListedBank = Readonly<z.infer<typeof listedBank>>;

const COUNTRY = /^[A-Z]{2}$/;
const MAX_NAME = 256;

/**
 * @returns the bank as it may be shown: no control characters and nothing that turns the direction of writing in its name,
 * which could pass it off as another. `undefined` for one without a name or a country.
 */
export function shownBank(bank: ListedBank): ListedBank | undefined {
  const name = bank.name
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(0, MAX_NAME);
  const country = bank.country.trim().toUpperCase();
  return name === "" || !COUNTRY.test(country) ? undefined : { ...bank, name, country };
}
