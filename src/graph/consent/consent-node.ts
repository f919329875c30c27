import type { Consent as ConsentRecord, ConsentState } from "../../consents/consent.js";
import type { GraphContext } from "../context.js";
import type { Consent } from "./consent.type.js";

/** @returns the parent object of the Consent type. */
export function consentNode(context: GraphContext, consent: ConsentRecord): Consent {
  const { state } = consent;
  return {
    id: context.ids.encode(context.caller, { kind: "consent", consentId: consent.id, parts: [] }),
    phase: state.phase,
    reason: "reason" in state ? state.reason : null,
    dataProvider: context.dataProvider(consent.dataProviderId) ?? null,
    requestedClusters: consent.requestedClusters,
    grantedClusters: state.phase === "ACTIVE" ? state.grantedClusters : [],
    createdAt: new Date(consent.createdAt).toISOString(),
    since: instant("since" in state ? state.since : undefined),
    expiresAt: instant(expiryOf(state)),
  };
}

function expiryOf(state: ConsentState): number | undefined {
  return state.phase === "ACTIVE" ? state.expiresAt : undefined;
}

function instant(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
