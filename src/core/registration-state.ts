/**
 * Where a Data Recipient's registration with one Data Provider stands, in the one vocabulary that Flinks' two come to:
 *
 *     AVAILABLE ──► PENDING_APPROVAL ──► PENDING_ACTIVATION ──► ACTIVE ◄──► SUSPENDED
 */
export const REGISTRATION_STATES = [
  "AVAILABLE",
  "PENDING_APPROVAL",
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  /** A word that Flinks has not documented. */
  "UNKNOWN",
] as const;

export type RegistrationState = (typeof REGISTRATION_STATES)[number];
