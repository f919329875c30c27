import { createLoaders, type Loaders } from "../../src/loaders/loaders.js";
import type { DataProvider } from "../../src/providers/data-provider.js";
import { ProviderDirectory } from "../../src/providers/provider-directory.js";
import { LIBERTY, MAPLE, providerProfile } from "./builders.js";
import { FakeAuthorizationServer } from "./fake-authorization-server.js";

/** The loaders of one request, over one bank under both provider ids. */
export function loadersOver(bank: DataProvider): Loaders {
  const entries = [MAPLE, LIBERTY].map((id) => ({
    profile: providerProfile(id),
    authorizationServer: new FakeAuthorizationServer(),
    dataProvider: bank,
  }));
  const request = {
    interactionId: "5f0e1e5c-0000-4000-8000-000000000001",
    signal: new AbortController().signal,
    countCall: () => undefined,
  };
  return createLoaders({ providers: new ProviderDirectory(entries), request });
}
