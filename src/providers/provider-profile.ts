import type { DataProviderInfo } from "../core/data-provider-info.js";
import type { FdxProviderOptions } from "./fdx/fdx-provider.js";

/** How to speak to one provider, as the operator wrote it in the providers file. */
export interface ProviderProfile extends DataProviderInfo {
  /** Scopes asked for beside those of the clusters, usually `openid offline_access`. */
  readonly baseScopes: readonly string[];
  /** How long a consent lives at this provider, from the day it is given; without end if left out. */
  readonly consentDays: number | undefined;
  readonly fdx: FdxEndpoint;
}

interface FdxEndpoint extends FdxProviderOptions {
  /** Ends in a slash, for example https://api.bank.example/fdx/v6/ */
  readonly baseUrl: URL;
}
