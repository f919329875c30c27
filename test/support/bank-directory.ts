import type { DataProviderInfo } from "../../src/core/data-provider-info.js";
import { BankDirectory } from "../../src/providers/directory/bank-directory.js";
import { ProviderDirectory, type ProviderEntry } from "../../src/providers/provider-directory.js";
import type { ProviderProfile } from "../../src/providers/provider-profile.js";

/** A configured bank of this profile: `maple` is "Bank maple", in Canada. */
export function bankOf(profile: ProviderProfile): DataProviderInfo {
  return { id: profile.id, name: `Bank ${profile.id}`, country: "CA", ways: [profile] };
}

/** Banks that are configured so, and nothing behind them. */
export function directoryOf(profiles: readonly ProviderProfile[]): BankDirectory {
  const entries = profiles.map((profile) => ({ profile }) as ProviderEntry);
  return new BankDirectory({ configured: profiles.map(bankOf), providers: new ProviderDirectory(entries) });
}
