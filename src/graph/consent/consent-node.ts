import {
  canBeRenewed,
  type Consent as ConsentRecord,
  type ConsentState,
  isActiveState,
} from "../../consents/consent.js";
import type { ProviderWay } from "../../core/data-provider-info.js";
import type { GraphContext } from "../context.js";
import { type ProviderRoute, routeOf } from "../data-provider/provider-route.js";
import type { Consent } from "./consent.type.js";

/** @returns the parent object of the Consent type. */
export function consentNode(context: GraphContext, consent: ConsentRecord): Consent {
  const { state } = consent;
  const bank = context.dataProviders.bankOf(consent.dataProviderId);
  return {
    id: context.ids.encode(context.caller, { kind: "consent", consentId: consent.id, parts: [] }),
    phase: state.phase,
    reason: "reason" in state ? state.reason : null,
    dataProvider: bank ?? null,
    route: routeOf(context.dataProviders.wayOf(consent.dataProviderId)),
    offeredRoute: offeredRoute(consent, bank?.ways[0]),
    requestedClusters: consent.requestedClusters,
    grantedClusters: isActiveState(state) ? state.grantedClusters : [],
    createdAt: new Date(consent.createdAt).toISOString(),
    since: instant("since" in state ? state.since : undefined),
    expiresAt: instant(expiryOf(state)),
  };
}

/** The way that a renewal would take, where that is another one. */
function offeredRoute(
  { dataProviderId, state }: ConsentRecord,
  preferred?: ProviderWay,
): ProviderRoute | null {
  if (!canBeRenewed(state)) return null;
  return preferred === undefined || preferred.id === dataProviderId ? null : routeOf(preferred);
}

function expiryOf(state: ConsentState): number | undefined {
  return isActiveState(state) ? state.expiresAt : undefined;
}

function instant(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
