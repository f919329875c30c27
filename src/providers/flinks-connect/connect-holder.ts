import { createHmac } from "node:crypto";
import type { FdxRecord } from "../data-provider.js";
import { isPlainObject, type PlainObject } from "../fdx/dialect/plain-object.js";
import type { ConnectAccount } from "./connect-view.js";
import { present, presentPart } from "./connect-values.js";

const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ["CANADA", "CA"],
  ["CAN", "CA"],
  ["UNITED STATES", "US"],
  ["UNITED STATES OF AMERICA", "US"],
  ["USA", "US"],
]);

/** One person or company, as the holder of one account or of several. */
export interface ConnectHolder {
  readonly customerId: string;
  /** Flinks' `Holder` objects: the accounts of one person may tell of them differently. */
  readonly rows: readonly PlainObject[];
  readonly accounts: readonly ConnectAccount[];
}

/**
 * The distinct holders of a login's accounts, by their names. Flinks has no id of a person: the nearest is that of the login,
 * which is the secret itself.
 * @param customerKey of the login; makes the ids, which cannot be traced back.
 */
export function holdersOf(
  accounts: readonly ConnectAccount[],
  customerKey: string,
): readonly ConnectHolder[] {
  const holders = new Map<string, { rows: PlainObject[]; accounts: ConnectAccount[] }>();
  for (const account of accounts) {
    const { Holder: row } = account.row;
    const key = isPlainObject(row) ? keyOf(row) : undefined;
    if (key === undefined || !isPlainObject(row)) continue;
    const holder = holders.get(key) ?? { rows: [], accounts: [] };
    holder.rows.push(row);
    holder.accounts.push(account);
    holders.set(key, holder);
  }
  return [...holders].map(([key, holder]) => ({ customerId: customerIdOf(customerKey, key), ...holder }));
}

export function customerRecord(holder: ConnectHolder): FdxRecord {
  const accounts = holder.accounts.map(({ accountId }) => ({ accountId }));
  return present({ ...personOf(holder), accounts });
}

/** @returns FDX AccountContact. Flinks does not say what part the holder has in the account. */
export function contactRecord(holder: ConnectHolder): FdxRecord {
  const { emails, addresses, telephones } = personOf(holder);
  return present({ emails, addresses, telephones, holders: [present(personOf(holder))] });
}

interface Person {
  readonly customerId: string;
  readonly type: "BUSINESS" | "CONSUMER" | undefined;
  readonly name: PlainObject | undefined;
  readonly emails: readonly unknown[];
  readonly addresses: readonly PlainObject[];
  readonly telephones: readonly PlainObject[];
}

function personOf({ customerId, rows, accounts }: ConnectHolder): Person {
  const type = typeOf(accounts);
  return {
    ...{ customerId, type, name: nameOf(rows[0]?.["Name"], type) },
    emails: distinct(rows.map(({ Email: email }) => email).filter((email) => (email ?? "") !== "")),
    addresses: distinct(rows.flatMap<PlainObject>(({ Address: address }) => addressOf(address) ?? [])),
    telephones: distinct(
      rows.flatMap<PlainObject>(({ PhoneNumber: number }) => presentPart({ number }) ?? []),
    ),
  };
}

/** One text that is not taken apart: in FDX only a company's has a place, a person's is given whole beside the parts. */
function nameOf(name: unknown, type: Person["type"]): PlainObject | undefined {
  return presentPart(type === "BUSINESS" ? { company: name } : { full: name });
}

/** Told of accounts since October 2024; accounts that disagree tell nothing of the person. */
function typeOf(accounts: readonly ConnectAccount[]): Person["type"] {
  const types = new Set(accounts.map(({ row }) => row["AccountType"]));
  if (types.size !== 1) return undefined;
  if (types.has("Business")) return "BUSINESS";
  return types.has("Personal") ? "CONSUMER" : undefined;
}

function addressOf(address: unknown): PlainObject | undefined {
  if (!isPlainObject(address)) return undefined;
  const { CivicAddress, City, Province, PostalCode, POBox, Country } = address;
  const [line1, line2] = [CivicAddress, POBox].filter((line) => (line ?? "") !== "");
  return presentPart({
    ...{ line1, line2, city: City, region: Province, postalCode: PostalCode },
    country: typeof Country === "string" ? (COUNTRIES.get(Country.trim().toUpperCase()) ?? Country) : Country,
  });
}

/** @returns `undefined` for a holder of whom nothing is said. */
function keyOf({ Name, Email, PhoneNumber, Address }: PlainObject): string | undefined {
  const name = typeof Name === "string" ? Name.trim().replace(/\s+/g, " ").toUpperCase() : "";
  if (name !== "") return name;
  const rest = presentPart({ Email, PhoneNumber, Address: addressOf(Address) });
  return rest && JSON.stringify(rest);
}

function customerIdOf(customerKey: string, holder: string): string {
  return createHmac("sha256", customerKey).update(holder).digest("base64url").slice(0, 22);
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
