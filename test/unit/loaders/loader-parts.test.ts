import { describe, expect, it } from "@jest/globals";
import { providerFor } from "../../../src/loaders/loader-parts.js";
import { ProviderDirectory } from "../../../src/providers/provider-directory.js";
import { activeConsent, MAPLE, providerProfile, upstreamRequest } from "../../support/builders.js";
import { FakeAuthorizationServer } from "../../support/fake-authorization-server.js";
import { FakeDataProvider } from "../../support/fake-data-provider.js";
import { unknownCapability } from "../../support/loader-world.js";

describe("providerFor", () => {
  it("hands the provider whose consent it is, for which request, and what was granted", () => {
    const dataProvider = new FakeDataProvider();
    const entry = {
      ...{
        profile: providerProfile(MAPLE),
        callbackId: MAPLE,
        authorizationServer: new FakeAuthorizationServer(),
        dataProvider,
        capability: unknownCapability(),
      },
    };
    const request = upstreamRequest();
    const consent = activeConsent("c-1", { grantedClusters: ["ACCOUNT_BASIC", "TRANSACTIONS"] });
    const { provider, call } = providerFor({ providers: new ProviderDirectory([entry]), request }, consent);
    expect(provider).toBe(dataProvider);
    expect(call.request).toBe(request);
    expect(call.reference.consentId).toBe("c-1");
    expect(call.grantedClusters).toEqual(["ACCOUNT_BASIC", "TRANSACTIONS"]);
  });
});
