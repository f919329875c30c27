import type { Consent } from "../../consents/consent.js";
import type { GatewayError } from "../../core/gateway-error.js";

/** What one consent, or one account of it, could not give. */
export interface ConsentFailure {
  readonly consent: Consent;
  readonly failure: GatewayError;
  /** The gateway's id of the account, where it is of one. */
  readonly accountId?: string;
}
