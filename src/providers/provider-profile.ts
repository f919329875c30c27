import type { ScopeNames } from "../core/data-cluster.js";
import type { ProviderWay } from "../core/data-provider-info.js";
import type { FdxProviderOptions } from "./fdx/fdx-provider.js";

/** How to speak to a bank in one way. */
export interface ProviderProfile extends ProviderWay {
  readonly scopes: ScopeNames;
  /** Scopes asked for beside those of the clusters, usually `openid offline_access`. */
  readonly baseScopes: readonly string[];
  /** How long a consent lives there, from the day it is given; without end if left out. */
  readonly consentDays?: number | undefined;
  /** Missing where it is not FDX. */
  readonly fdx?: FdxEndpoint | undefined;
}

/** The profile of a way that is FDX. */
export type FdxProfile = ProviderProfile & { readonly fdx: FdxEndpoint };

export function isFdx(profile: ProviderProfile): profile is FdxProfile {
  return profile.fdx !== undefined;
}

export interface FdxEndpoint extends FdxProviderOptions {
  /** Ends in a slash, for example https://api.bank.example/fdx/v6/ */
  readonly baseUrl: URL;
}
