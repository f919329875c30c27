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
  const newer = new Map(listed.map((each) => [each.providerId, each]));
  const older = new Map(registered.map((each) => [each.providerId, each]));
  return [...new Set([...newer.keys(), ...older.keys()])].map((number) => ({
    number,
    ...nameAndCountry(number, newer.get(number), older.get(number)),
    registration: stateOf(newer.get(number), older.has(number), asked.get(number) ?? "UNKNOWN"),
  }));
}

/** Flinks' documents leave open which members the newer list has. */
function nameAndCountry(
  number: number,
  ...members: readonly (FlinksProvider | undefined)[]
): Pick<ListedBank, "name" | "country"> {
  const told = (key: "name" | "country"): string | undefined =>
    members.map((each) => each?.[key]).find((text) => text !== undefined);
  return { name: told("name") ?? String(number), country: told("country") ?? "" };
}

/** The newer list alone knows of suspensions; being in the older one is the only promise otherwise. */
function stateOf(
  newer: FlinksProviderListing | undefined,
  isRegistered: boolean,
  asked: RegistrationState,
): RegistrationState {
  const state = joinedState(newer?.state ?? "UNKNOWN", asked);
  return isRegistered && state !== "SUSPENDED" ? "ACTIVE" : state;
}

function valueOf<Row>(list: PromiseSettledResult<readonly Row[]>): readonly Row[] {
  return list.status === "fulfilled" ? list.value : [];
}

function asFailure(reason: unknown): Error {
  return reason instanceof Error ? reason : new GatewayError("INTERNAL", "a list failed", { cause: reason });
}
