import { beforeEach, describe, expect, it } from "@jest/globals";
import type { DataProviderInfo } from "../../../../src/core/data-provider-info.js";
import { DataProviderId } from "../../../../src/core/ids.js";
import { BankDirectory } from "../../../../src/providers/directory/bank-directory.js";
import type { FlinksBank } from "../../../../src/providers/directory/flinks-banks.js";
import { ProviderDirectory } from "../../../../src/providers/provider-directory.js";
import { MAPLE, providerProfile } from "../../../support/builders.js";
import { bankOf } from "../../../support/bank-directory.js";

const OUT = DataProviderId("out-1");
const CON = DataProviderId("con-7");
const maple = { ...bankOf(providerProfile(MAPLE)), name: "Maple" };

let directory: BankDirectory;

beforeEach(() => {
  directory = new BankDirectory({ configured: [maple], providers: new ProviderDirectory([]) });
});

function listed(changes: Partial<DataProviderInfo> = {}): FlinksBank {
  const ways = [OUT, CON].map((id) => providerProfile(id));
  return { ids: [OUT, CON], bank: { id: OUT, name: "Arbutus", country: "CA", ways, ...changes } };
}

describe("BankDirectory", () => {
  it("has the configured banks before any list was read", () => {
    expect(directory.list()).toEqual([maple]);
  });

  it("lists configured and listed banks by name, and finds a bank by any of its ids", () => {
    const flinks = listed();
    directory.setListed([flinks]);
    expect(directory.list()).toEqual([flinks.bank, maple]);
    expect(directory.bankOf(OUT)).toBe(flinks.bank);
    expect(directory.bankOf(CON)).toBe(flinks.bank);
    expect(directory.bankOf(DataProviderId("con-8"))).toBeUndefined();
  });

  it("forgets banks that are listed no more", () => {
    directory.setListed([listed()]);
    directory.setListed([]);
    expect(directory.list()).toEqual([maple]);
    expect(directory.bankOf(OUT)).toBeUndefined();
  });

  it("lets a configured bank keep its id", () => {
    directory.setListed([listed({ id: MAPLE })]);
    expect(directory.bankOf(MAPLE)).toBe(maple);
    expect(directory.list()).toEqual([maple]);
    expect(directory.preferredWay(MAPLE).id).toBe(MAPLE);
    // Consents by those ways still find a bank.
    expect(directory.bankOf(OUT)?.name).toBe("Arbutus");
  });

  it("takes the first way, by whichever id the bank was named", () => {
    directory.setListed([listed()]);
    expect(directory.preferredWay(OUT).id).toBe(OUT);
    expect(directory.preferredWay(CON).id).toBe(OUT);
  });

  it.each(["AVAILABLE", "SUSPENDED", undefined] as const)(
    "refuses a bank without a way, whose registration is %p",
    (registration) => {
      directory.setListed([listed({ ways: [], registration })]);
      expect(() => directory.preferredWay(OUT)).toThrow(
        expect.objectContaining({ code: "PROVIDER_NOT_REGISTERED" }),
      );
    },
  );

  it("refuses a bank that there is not", () => {
    expect(() => directory.preferredWay(DataProviderId("__proto__"))).toThrow(
      expect.objectContaining({ code: "NOT_FOUND" }),
    );
  });
});
