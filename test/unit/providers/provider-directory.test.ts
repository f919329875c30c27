import { describe, expect, it } from "@jest/globals";
import { DataProviderId } from "../../../src/core/ids.js";
import type { DataProvider } from "../../../src/providers/data-provider.js";
import { ProviderDirectory, type ProviderEntry } from "../../../src/providers/provider-directory.js";
import { providerProfile } from "../../support/builders.js";
import { FakeAuthorizationServer } from "../../support/fake-authorization-server.js";
import { unknownCapability } from "../../support/loader-world.js";

function entry(id: string, name: string): ProviderEntry {
  const profile = providerProfile(DataProviderId(id), { name });
  return {
    ...{ profile, authorizationServer: new FakeAuthorizationServer(), dataProvider: {} as DataProvider },
    capability: unknownCapability(),
  };
}

const directory = new ProviderDirectory([entry("z", "Maple"), entry("c", "Liberty"), entry("a", "Maple")]);

describe("ProviderDirectory", () => {
  it("lists profiles by name, then id", () => {
    expect(directory.profiles().map(({ id }) => id)).toEqual(["c", "a", "z"]);
  });

  it("finds a provider by its id", () => {
    expect(directory.require(DataProviderId("c")).profile.name).toBe("Liberty");
    expect(directory.find(DataProviderId("c"))?.profile.name).toBe("Liberty");
  });

  it("has no provider under another id", () => {
    expect(directory.find(DataProviderId("C"))).toBeUndefined();
    expect(() => directory.require(DataProviderId("__proto__"))).toThrow(
      expect.objectContaining({ code: "NOT_FOUND" }),
    );
  });
});
