import { GatewayError } from "../../core/gateway-error.js";
import type { RegistrationState } from "../../core/registration-state.js";
import type { ListedBank } from "../directory/listed-bank.js";
import type { FlinksProvider, FlinksProviderListing } from "./flinks-answers.js";
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
 * registrations. Rejects if neither list can be had; what else fails is left out.
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
  return joinLists({
    listed: valueOf(listed),
    registered: valueOf(registered),
    asked: new Map(valueOf(registrations).map(({ providerId, state }) => [providerId, state])),
  });
}

interface OutboundLists {
  readonly listed: readonly FlinksProviderListing[];
  readonly registered: readonly FlinksProvider[];
  readonly asked: ReadonlyMap<number, RegistrationState>;
}

function joinLists({ listed, registered, asked }: OutboundLists): readonly ListedBank[] {
  const banks = new Map<number, ListedBank>();
  for (const each of listed) {
    const state = joinedState(each.state, asked.get(each.providerId) ?? "UNKNOWN");
    banks.set(each.providerId, bankOf(each, state));
  }
  for (const each of registered) {
    const known = banks.get(each.providerId);
    // The newer list alone knows of suspensions.
    if (known?.registration === "SUSPENDED") continue;
    banks.set(each.providerId, {
      ...bankOf(each, "ACTIVE"),
      ...(known && { ...known, registration: "ACTIVE" }),
    });
  }
  return [...banks.values()];
}

function bankOf({ providerId, name, country }: FlinksProvider, registration: RegistrationState): ListedBank {
  return { number: providerId, name: name ?? String(providerId), country: country ?? "", registration };
}

function valueOf<Row>(list: PromiseSettledResult<readonly Row[]>): readonly Row[] {
  return list.status === "fulfilled" ? list.value : [];
}

function asFailure(reason: unknown): Error {
  return reason instanceof Error ? reason : new GatewayError("INTERNAL", "a list failed", { cause: reason });
}
