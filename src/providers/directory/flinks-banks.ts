import type { BankSettings, OutboundPolicy } from "../../core/bank-settings.js";
import type { DataProviderInfo, ProviderWay } from "../../core/data-provider-info.js";
import { DataProviderId } from "../../core/ids.js";
import type { ListedBank } from "./listed-bank.js";

export interface FlinksLists {
  readonly outbound: readonly ListedBank[];
  readonly connect: readonly ListedBank[];
  readonly settings: readonly BankSettings[];
  readonly outboundPolicy: OutboundPolicy;
  /** @returns the way to a bank by its number; `undefined` if Flinks is not used so. */
  readonly outboundWay: (number: number) => ProviderWay | undefined;
  readonly connectWay: (number: number) => ProviderWay | undefined;
}

/** A bank of Flinks' lists, and every id that stands for it. */
export interface FlinksBank {
  readonly bank: DataProviderInfo;
  readonly ids: readonly DataProviderId[];
}

interface Pair {
  readonly outbound?: ListedBank | undefined;
  readonly connect?: ListedBank | undefined;
}

/**
 * Joins both lists of Flinks to one of banks. Flinks publishes no table of which numbers are one bank: the operator's
 * settings decide first, then name and country where each list has them once.
 */
export function flinksBanks(lists: FlinksLists): readonly FlinksBank[] {
  return pairs(lists).map((pair) => bankOf(lists, pair));
}

function pairs({ outbound, connect, settings }: FlinksLists): readonly Pair[] {
  const mapped = mappedNumbers(settings);
  const taken = new Set(mapped.values());
  const byNumber = new Map(connect.map((bank) => [bank.number, bank]));
  const byName = onlyOnes(connect.filter(({ number }) => !taken.has(number)));
  const outboundNames = onlyOnes(outbound.filter(({ number }) => !mapped.has(number)));
  const withOutbound = outbound.map((bank): Pair => {
    const institutionId = mapped.get(bank.number);
    const named = outboundNames.has(keyOf(bank)) ? byName.get(keyOf(bank)) : undefined;
    return { outbound: bank, connect: institutionId === undefined ? named : byNumber.get(institutionId) };
  });
  const paired = new Set(withOutbound.map((pair) => pair.connect));
  const alone = connect.filter((bank) => !paired.has(bank));
  return [...withOutbound, ...alone.map((bank): Pair => ({ connect: bank }))];
}

/** @returns Connect's number by Outbound's, where the operator gives both. Who gives one says nothing of the other. */
function mappedNumbers(settings: readonly BankSettings[]): ReadonlyMap<number, number> {
  return new Map(
    settings.flatMap(({ providerId, institutionId }) =>
      providerId === undefined || institutionId === undefined ? [] : [[providerId, institutionId]],
    ),
  );
}

/** @returns those whose name no other bank of the list and country has. */
function onlyOnes(banks: readonly ListedBank[]): ReadonlyMap<string, ListedBank> {
  const found = new Map<string, ListedBank | undefined>();
  for (const bank of banks) found.set(keyOf(bank), found.has(keyOf(bank)) ? undefined : bank);
  return new Map([...found].flatMap(([key, bank]) => (bank === undefined ? [] : [[key, bank]])));
}

function keyOf({ name, country }: ListedBank): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");
  return `${country} ${letters}`;
}

function bankOf(lists: FlinksLists, pair: Pair): FlinksBank {
  const settings = settingsOf(lists, pair);
  const { outbound, connect } = pair;
  const outboundWay = outbound && lists.outboundWay(outbound.number);
  const connectWay = connect && lists.connectWay(connect.number);
  const policy = settings.outboundPolicy ?? lists.outboundPolicy;
  const ids = defined([outboundWay, connectWay]).map((way) => way.id);
  return {
    ids,
    bank: {
      id: idOf(settings, ids),
      ...nameAndCountry(pair, settings.name),
      ways: defined([
        mayUseOutbound(pair, policy) ? outboundWay : undefined,
        policy === "only" ? undefined : connectWay,
      ]),
      registration: outbound?.registration,
      institutionNumber: settings.institutionNumber,
    },
  };
}

/** The first way's, where the operator gives none: each bank of a list has one. */
function idOf({ id }: BankSettings, ids: readonly DataProviderId[]): DataProviderId {
  return id === undefined ? (ids[0] ?? DataProviderId("")) : DataProviderId(id);
}

/** A provider that has not registered the recipient cannot be authorized. */
function mayUseOutbound({ outbound }: Pair, policy: OutboundPolicy): boolean {
  return policy !== "never" && outbound?.registration === "ACTIVE";
}

function settingsOf({ settings }: FlinksLists, { outbound, connect }: Pair): BankSettings {
  const own = settings.find(
    ({ providerId, institutionId }) =>
      isSame(providerId, outbound?.number) || isSame(institutionId, connect?.number),
  );
  return own ?? {};
}

function isSame(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && one === other;
}

function nameAndCountry(
  { outbound, connect }: Pair,
  given: string | undefined,
): Pick<DataProviderInfo, "name" | "country"> {
  const { name, country } = outbound ?? connect ?? { name: "", country: "" };
  return { name: given ?? name, country: country === "" ? undefined : country };
}

function defined<Value>(values: readonly (Value | undefined)[]): Value[] {
  return values.filter((value) => value !== undefined);
}
