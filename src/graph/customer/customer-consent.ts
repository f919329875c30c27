import type { ActiveConsent } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";

/**
 * @param id of the consent whose customer is wanted; the caller's oldest active one if left out.
 * @returns `undefined` if the caller has no active consent.
 * @throws GatewayError NOT_FOUND
 */
export async function customerConsent(
  context: GraphContext,
  id: string | null | undefined,
): Promise<ActiveConsent | undefined> {
  if (id == null) return (await context.activeConsents())[0];
  const reference = context.ids.decode(context.caller, "consent", id);
  const consent = reference && (await context.activeConsent(reference.consentId));
  if (consent !== undefined) return consent;
  throw new GatewayError("NOT_FOUND", "no such active consent", { facts: { argument: "consentId" } });
}
