import type { Consent } from "../../consents/consent.js";
import { isActive } from "../../consents/consent.js";
import { GatewayError } from "../../core/gateway-error.js";
import type { GraphContext } from "../context.js";
import { bankIdOf } from "../data-provider/bank-id.js";
import type { ConsentFailure } from "./consent-failure.js";

/**
 * @returns the consents that have ended though the end user never said so: what they showed is missing now. One that another
 * consent at the bank has followed is not missed: a newer one that is active, or that was given after this one's end.
 */
export async function endedConsents(context: GraphContext): Promise<readonly ConsentFailure[]> {
  const consents = await context.listedConsents();
  return consents.flatMap((consent) => {
    const failure = endOf(consent);
    return failure === undefined || isFollowed(context, consent, consents) ? [] : [{ consent, failure }];
  });
}

function endOf({ id, state }: Consent): GatewayError | undefined {
  switch (state.phase) {
    case "REAUTH_REQUIRED":
      return new GatewayError("CONSENT_REAUTH_REQUIRED", `consent ${id}: ${state.reason}`);
    case "EXPIRED":
      return new GatewayError("CONSENT_NOT_ACTIVE", `consent ${id} has expired`);
    case "PENDING":
    case "REJECTED":
    case "ACTIVE":
    case "CHALLENGED":
    case "REVOKED":
      return undefined;
  }
}

function isFollowed(context: GraphContext, ended: Consent, consents: readonly Consent[]): boolean {
  const bank = bankIdOf(context, ended);
  const endedAt = "since" in ended.state ? ended.state.since : Infinity;
  return consents
    .slice(consents.indexOf(ended) + 1)
    .some((other) => bankIdOf(context, other) === bank && (isActive(other) || other.createdAt >= endedAt));
}
