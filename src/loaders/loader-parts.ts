import { type ActiveConsent, referenceOf } from "../consents/consent.js";
import type { AccountId } from "../core/ids.js";
import type { ProviderCapability } from "../providers/capability/provider-capability.js";
import type { DataProvider, ProviderCall, UpstreamRequest } from "../providers/data-provider.js";
import type { ProviderDirectory } from "../providers/provider-directory.js";

export interface LoaderParts {
  readonly providers: ProviderDirectory;
  readonly request: UpstreamRequest;
}

/** Every loader key holds the consent: what was loaded under one consent is never handed out under another. */
export interface AccountKey {
  readonly consent: ActiveConsent;
  readonly accountId: AccountId;
}

/** @returns the consent's provider, what it is known to serve, and the call to hand it. */
export function providerFor(
  parts: LoaderParts,
  consent: ActiveConsent,
): { provider: DataProvider; capability: ProviderCapability; call: ProviderCall } {
  const reference = referenceOf(consent);
  const { dataProvider, capability } = parts.providers.require(consent.dataProviderId);
  const { version: consentVersion, state } = consent;
  const { grantedClusters } = state;
  const call = { reference, grantedClusters, consentVersion, request: parts.request };
  return { provider: dataProvider, capability, call };
}

/** `providerFor`, with its parts. */
export type ProviderOf = (consent: ActiveConsent) => ReturnType<typeof providerFor>;

export function accountCacheKey({ consent, accountId }: AccountKey): string {
  return `${consent.id}/${accountId}`;
}
