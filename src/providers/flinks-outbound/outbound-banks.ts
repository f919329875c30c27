import { GatewayError } from "../../core/gateway-error.js";
import type { RegistrationState } from "../../core/registration-state.js";
import type { ListedBank } from "../directory/listed-bank.js";
import type { FlinksProvider } from "./flinks-answers.js";
import type { FlinksApi } from "./flinks-api.js";
import { joinedState } from "./registration-state.js";

type Lists = Pick<FlinksApi, "providers" | "registeredProviders" | "registrations">;

export interface OutboundBanksOptions {
  /** The Data Recipient's. */
  readonly clientId: string;
  /** Whether the Partner's registrations can be read too. */
  readonly hasPartner: boolean;
}

/**
 * Reads every bank of Flinks Outbound, and where the registration with each stands: the newer list (v2), the one of
 * registered providers (v1), which is the only documented promise that a provider can be authorized, and the Partner's
 * registrations. Rejects if none of the lists can be had; one that fails is left out.
 */
export async function readOutboundBanks(
  api: Lists,
  { clientId, hasPartner }: OutboundBanksOptions,
): Promise<readonly ListedBank[]> {
  const [listed, registered, registrations] = await Promise.allSettled([
    api.providers(),
    api.registeredProviders(),
    hasPartner ? api.registrations(clientId) : [],
  ]);
  if (listed.status === "rejected" && registered.status === "rejected") throw asFailure(listed.reason);
  const banks = new Map<number, ListedBank>();
  const note = ({ providerId, name, country }: FlinksProvider, state: RegistrationState): void => {
    const known = banks.get(providerId);
    banks.set(providerId, {
      ...{ number: providerId, name: known?.name ?? name ?? String(providerId) },
      ...{ country: known?.country ?? country ?? "", registration: state },
    });
  };
  const asked = registrations.status === "fulfilled" ? registrations.value : [];
  const stateOf = (providerId: number, listedAs: RegistrationState): RegistrationState =>
    joinedState(listedAs, asked.find((each) => each.providerId === providerId)?.state ?? "UNKNOWN");
  for (const each of listed.status === "fulfilled" ? listed.value : []) {
    note(each, stateOf(each.providerId, each.state));
  }
  for (const each of registered.status === "fulfilled" ? registered.value : []) {
    // The newer list alone knows of suspensions.
    if (banks.get(each.providerId)?.registration !== "SUSPENDED") note(each, "ACTIVE");
  }
  return [...banks.values()];
}

function asFailure(reason: unknown): Error {
  return reason instanceof Error ? reason : new GatewayError("INTERNAL", "a list failed", { cause: reason });
}
