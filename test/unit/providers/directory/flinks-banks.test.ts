import { describe, expect, it } from "@jest/globals";
import type { BankSettings } from "../../../../src/core/bank-settings.js";
import type { DataProviderInfo, ProviderWay } from "../../../../src/core/data-provider-info.js";
import {
  type FlinksBank,
  flinksBanks,
  type FlinksLists,
} from "../../../../src/providers/directory/flinks-banks.js";
import type { ListedBank } from "../../../../src/providers/directory/listed-bank.js";
import { familyMember } from "../../../../src/providers/provider-directory.js";
import { providerProfile } from "../../../support/builders.js";

function outbound(number: number, name: string, changes: Partial<ListedBank> = {}): ListedBank {
  return { number, name, country: "CA", registration: "ACTIVE", ...changes };
}

function connect(number: number, name: string, country = "CA"): ListedBank {
  return { number, name, country };
}

const outboundWay = (number: number): ProviderWay =>
  providerProfile(familyMember("out-", number), { source: "FLINKS_OUTBOUND" });
const connectWay = (number: number): ProviderWay =>
  providerProfile(familyMember("con-", number), { source: "FLINKS_CONNECT" });

function join(lists: Partial<FlinksLists>): readonly FlinksBank[] {
  const none = { outbound: [], connect: [], settings: [] };
  return flinksBanks({ ...none, outboundPolicy: "prefer", outboundWay, connectWay, ...lists });
}

/** Each bank in short: its id, and the ways that a new consent can take. */
function inShort(banks: readonly FlinksBank[]): readonly string[] {
  return banks.map(({ bank }) => `${bank.id}: ${bank.ways.map(({ id }) => id).join(" ")}`);
}

function only(banks: readonly FlinksBank[]): DataProviderInfo & Pick<FlinksBank, "ids"> {
  expect(banks).toHaveLength(1);
  const [{ bank, ids } = { bank: undefined, ids: [] }] = banks;
  if (bank === undefined) throw new Error("no bank");
  return { ...bank, ids };
}

describe("banks of both lists of Flinks", () => {
  it.each([
    ["the same name", "Maple Trust", "Maple Trust"],
    ["letter case, accents and signs aside", "Banque Québec (Inc.)", "BANQUE QUEBEC inc"],
  ])("are one by %s", (_how, one, other) => {
    const bank = only(join({ outbound: [outbound(1, one)], connect: [connect(7, other)] }));
    expect(bank).toMatchObject({ id: "out-1", name: one, ids: ["out-1", "con-7"] });
    expect(bank.ways.map(({ id }) => id)).toEqual(["out-1", "con-7"]);
  });

  it("are two where the country differs, or the name", () => {
    const lists = {
      outbound: [outbound(1, "Maple")],
      connect: [connect(7, "Maple", "US"), connect(8, "Map")],
    };
    expect(inShort(join(lists))).toEqual(["out-1: out-1", "con-7: con-7", "con-8: con-8"]);
  });

  it.each([
    ["Outbound", [outbound(1, "Maple"), outbound(2, "Maple")], [connect(7, "Maple")]],
    ["Connect", [outbound(1, "Maple")], [connect(7, "Maple"), connect(8, "Maple")]],
  ])("are not guessed at where %s has the name twice", (_which, some, others) => {
    const banks = join({ outbound: some, connect: others });
    expect(banks).toHaveLength(3);
    for (const { ids } of banks) expect(ids).toHaveLength(1);
  });

  it("are one where the operator says so, and the name is then free for others", () => {
    const lists = {
      outbound: [outbound(1, "Maple"), outbound(2, "Maple")],
      connect: [connect(7, "Maple"), connect(8, "Arbutus")],
      settings: [{ providerId: 1, institutionId: 8 }],
    };
    expect(inShort(join(lists))).toEqual(["out-1: out-1 con-8", "out-2: out-2 con-7"]);
  });

  it("are not joined by name where the operator has named another partner that is not listed now", () => {
    const settings = [{ providerId: 1, institutionId: 99 }];
    const lists = { outbound: [outbound(1, "Maple")], connect: [connect(7, "Maple")], settings };
    expect(inShort(join(lists))).toEqual(["out-1: out-1", "con-7: con-7"]);
  });

  it.each<BankSettings>([
    { providerId: 1, id: "maple", name: "Maple!", institutionNumber: "004" },
    { institutionId: 7, id: "maple", name: "Maple!", institutionNumber: "004" },
  ])("are still joined by name where the operator gives one number only: %p", (settings) => {
    const bank = only(
      join({
        outbound: [outbound(1, "Maple")],
        connect: [connect(7, "Maple")],
        settings: [settings],
      }),
    );
    expect(bank).toMatchObject({ id: "maple", name: "Maple!", institutionNumber: "004" });
    expect(bank.ids).toEqual(["out-1", "con-7"]);
  });

  it("keep every id that they ever had: one that gains Outbound is found by its old id", () => {
    const before = only(join({ connect: [connect(7, "Maple")] }));
    expect(before).toMatchObject({ id: "con-7", ids: ["con-7"] });
    const after = only(join({ outbound: [outbound(1, "Maple")], connect: [connect(7, "Maple")] }));
    expect(after.ids).toContain(before.id);
  });

  it.each(["AVAILABLE", "PENDING_APPROVAL", "PENDING_ACTIVATION", "SUSPENDED", "UNKNOWN"] as const)(
    "are not reached by Outbound while the registration is %s",
    (registration) => {
      const bank = only(
        join({ outbound: [outbound(1, "Maple", { registration })], connect: [connect(7, "Maple")] }),
      );
      expect(bank.ways.map(({ id }) => id)).toEqual(["con-7"]);
      expect(bank.registration).toBe(registration);
      expect(bank.ids).toEqual(["out-1", "con-7"]);
    },
  );

  it.each([
    ["prefer", ["out-1", "con-7"]],
    ["only", ["out-1"]],
    ["never", ["con-7"]],
  ] as const)("are reached as the operator's policy %s says, for all or for one", (policy, ways) => {
    const lists = { outbound: [outbound(1, "Maple")], connect: [connect(7, "Maple")] };
    const all = only(join({ ...lists, outboundPolicy: policy }));
    expect(all.ways.map(({ id }) => id)).toEqual(ways);
    const one = only(join({ ...lists, settings: [{ providerId: 1, outboundPolicy: policy }] }));
    expect(one.ways.map(({ id }) => id)).toEqual(ways);
  });

  it("have no way by Connect under `only`, though they have nothing else", () => {
    const bank = only(join({ connect: [connect(7, "Maple")], outboundPolicy: "only" }));
    expect(bank).toMatchObject({ ways: [], ids: ["con-7"], registration: undefined });
  });

  it("have a country only where the list tells one", () => {
    const banks = join({ connect: [connect(7, "A", "CA"), connect(8, "B", "")] });
    expect(banks.map(({ bank }) => bank.country)).toEqual(["CA", undefined]);
  });
});
