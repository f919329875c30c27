import type { Consent } from "../../consents/consent.js";
import type { GraphContext } from "../context.js";

/** @returns the id of the bank that a consent is at, by whatever way. */
export function bankIdOf({ dataProviders }: GraphContext, { dataProviderId }: Consent): string {
  return dataProviders.bankOf(dataProviderId)?.id ?? dataProviderId;
}
