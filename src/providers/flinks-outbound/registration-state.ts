import type { RegistrationState } from "../../core/registration-state.js";

/** By their letters: `PendingActivation` of the provider list (v2) and `PENDING_ACTIVATION` of the registrations are one. */
const STATES: ReadonlyMap<string, RegistrationState> = new Map([
  ["available", "AVAILABLE"],
  ["pendingapproval", "PENDING_APPROVAL"],
  ["pendingactivation", "PENDING_ACTIVATION"],
  ["activated", "ACTIVE"],
  ["active", "ACTIVE"],
  ["suspended", "SUSPENDED"],
]);

/** @param text of either vocabulary; letter case, blanks and underscores do not matter. */
export function registrationState(text: string | undefined): RegistrationState {
  const letters = (text ?? "").toLowerCase().replace(/[^a-z]/g, "");
  return STATES.get(letters) ?? "UNKNOWN";
}

/**
 * The one state where both speak of the same recipient and provider.
 *
 * The provider list wins: it is what Flinks shows the recipient itself, so what an authorization will meet, and it alone has
 * a word for a suspension. Its `Available` is the exception: it covers everything from "never asked" to "Flinks has not
 * decided", and there the registration, which counts these steps, says more.
 */
export function joinedState(provider: RegistrationState, registration: RegistrationState): RegistrationState {
  if (registration === "UNKNOWN") return provider;
  return provider === "AVAILABLE" || provider === "UNKNOWN" ? registration : provider;
}
