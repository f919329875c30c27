import { createLoaders, type Loaders } from "../../src/loaders/loaders.js";
import { ProviderCapability } from "../../src/providers/capability/provider-capability.js";
import { WatchedProvider } from "../../src/providers/capability/watched-provider.js";
import type { DataProvider } from "../../src/providers/data-provider.js";
import { ProviderDirectory } from "../../src/providers/provider-directory.js";
import { LIBERTY, MAPLE, providerProfile, upstreamRequest } from "./builders.js";
import { FakeAuthorizationServer } from "./fake-authorization-server.js";
import { FakeClock } from "./fake-clock.js";

/** What is known of a bank that nothing was declared of. */
export function unknownCapability(clock = new FakeClock()): ProviderCapability {
  return new ProviderCapability({ unsupported: new Set() }, clock);
}

/**
 * The loaders of one request, over one bank under both provider ids.
 * @param capability hand the same to several requests, as a process does.
 */
export function loadersOver(bank: DataProvider, capability = unknownCapability()): Loaders {
  const entries = [MAPLE, LIBERTY].map((id) => ({
    profile: providerProfile(id),
    callbackId: id,
    authorizationServer: new FakeAuthorizationServer(),
    dataProvider: new WatchedProvider(bank, capability),
    capability,
  }));
  const request = upstreamRequest();
  return createLoaders({ providers: new ProviderDirectory(entries), request });
}
