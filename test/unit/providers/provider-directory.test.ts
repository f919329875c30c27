import { describe, expect, it } from "@jest/globals";
import { DataProviderId } from "../../../src/core/ids.js";
import type { DataProvider } from "../../../src/providers/data-provider.js";
import {
  numberOf,
  ProviderDirectory,
  type ProviderEntry,
} from "../../../src/providers/provider-directory.js";
import { providerProfile } from "../../support/builders.js";
import { FakeAuthorizationServer } from "../../support/fake-authorization-server.js";
import { unknownCapability } from "../../support/loader-world.js";

function entry(id: string): ProviderEntry {
  return {
    ...{ profile: providerProfile(DataProviderId(id)), callbackId: id, dataProvider: {} as DataProvider },
    ...{ authorizationServer: new FakeAuthorizationServer(), capability: unknownCapability() },
  };
}

const opened: number[] = [];
const family = {
  prefix: "net-",
  open: (number: number): ProviderEntry => {
    opened.push(number);
    return entry(`net-${number}`);
  },
};
const directory = new ProviderDirectory([entry("z"), entry("c"), entry("net-8")], [family]);

describe("ProviderDirectory", () => {
  it("finds a provider by its id", () => {
    expect(directory.require(DataProviderId("c")).profile.id).toBe("c");
    expect(directory.find(DataProviderId("c"))?.profile.id).toBe("c");
  });

  it("has no provider under another id", () => {
    expect(directory.find(DataProviderId("C"))).toBeUndefined();
    expect(() => directory.require(DataProviderId("__proto__"))).toThrow(
      expect.objectContaining({ code: "NOT_FOUND" }),
    );
  });

  it("opens a family's member once, when somebody asks for it", () => {
    expect(opened).toEqual([]);
    const first = directory.require(DataProviderId("net-7"));
    expect(directory.require(DataProviderId("net-7"))).toBe(first);
    expect(opened).toEqual([7]);
  });

  it("keeps a configured provider before a family's", () => {
    opened.length = 0;
    expect(directory.require(DataProviderId("net-8")).profile.id).toBe("net-8");
    expect(opened).toEqual([]);
  });
});

describe("numberOf", () => {
  it.each(["net-", "net-0", "net-07", "net-1.5", "net-x", "net-12345678901", "other-7", "xnet-7"])(
    "takes %p for none of the family",
    (id) => {
      expect(numberOf("net-", DataProviderId(id))).toBeUndefined();
    },
  );
});
