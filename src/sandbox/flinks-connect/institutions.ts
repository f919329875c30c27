import { BANK_PROFILES, type BankProfile } from "../bank-profile.js";

/** A bank as Connect knows it. */
export interface Institution {
  /** Connect's own numbering, which has nothing to do with Outbound's `provider_id`. */
  readonly id: number;
  /** What stands in `Institution`. */
  readonly code: string;
  /** What people read. */
  readonly name: string;
  readonly profile: BankProfile;
  /** Whether the documented test users bank here. */
  readonly hasTestUsers: boolean;
}

/** Flinks Capital has the books of the Outbound sandbox's provider 1000; Harbour Credit Union is behind Connect only. */
export const INSTITUTIONS: readonly Institution[] = [
  {
    id: 14,
    code: "FlinksCapital",
    name: "Flinks Capital",
    profile: BANK_PROFILES.capital,
    hasTestUsers: true,
  },
  {
    id: 61,
    code: "HarbourCreditUnion",
    name: "Harbour Credit Union",
    profile: BANK_PROFILES.harbour,
    hasTestUsers: false,
  },
];

/** @param named an id, or a code as `Institution` has it. */
export function institutionNamed(named: string): Institution | undefined {
  return INSTITUTIONS.find(({ id, code }) => String(id) === named || code === named);
}

/** @throws for an id that no login can have. */
export function institutionOf(id: number): Institution {
  const found = INSTITUTIONS.find((institution) => institution.id === id);
  if (found === undefined) throw new Error(`No institution ${String(id)}`);
  return found;
}
