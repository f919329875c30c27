import { entityNamed, FDX_ENUMS, kindsOf } from "../../src/fdx/model.js";
import type { FdxEntity } from "../../src/fdx/entity.js";
import type { Random } from "../../src/sandbox/seed/random.js";
import type { BankAnswer, BankCase, Place } from "./bank-case.js";
import { VIEW_NAMES, type ViewName } from "./operations.js";

type Json = Record<string, unknown>;

const ENUM_VALUES = new Map(
  FDX_ENUMS.map(({ name, values }) => [
    name,
    Array.isArray(values) ? (values as string[]) : Object.keys(values),
  ]),
);
const MAX_DEPTH = 5;
const ACCOUNT_IDS = ["a-1", "a-2", "3", "a,4"] as const;

/** FDX's name of the list in a body, and what is in it. */
const LISTS: Partial<Record<Place, readonly [name: string, entity: string, idKey: string]>> = {
  customers: ["customers", "Customer", "customerId"],
  accounts: ["accounts", "Account", "accountId"],
  transactions: ["transactions", "Transaction", "transactionId"],
  paymentNetworks: ["paymentNetworks", "PaymentNetwork", "bankId"],
  assetTransferNetworks: ["assetTransferNetworks", "AssetTransferNetwork", "identifier"],
  statements: ["statements", "Statement", "statementId"],
  rewardPrograms: ["rewardPrograms", "RewardProgram", "rewardProgramId"],
  rewardCategories: ["rewardCategories", "RewardCategory", "rewardCategoryId"],
};
const RECORDS: Partial<Record<Place, string>> = {
  customer: "Customer",
  account: "Account",
  contact: "AccountContact",
  rewardProgram: "RewardProgram",
};
const JSON_TYPE = { "content-type": "application/json" };

/** @returns what a bank without a fault answers; every field of every entity of `src/fdx` may be there. */
export function validCase(random: Random, view: ViewName = random.pick(VIEW_NAMES)): BankCase {
  const writer = new RecordWriter(random);
  // A body with a number that no double holds is read by another parser.
  const isLong = random.chance(0.3);
  const answers: Partial<Record<Place, BankAnswer[]>> = {};
  for (const [place, entity] of Object.entries(RECORDS)) {
    answers[place as Place] = [answer(writer.record(entity))];
  }
  for (const [place, [name, entity, idKey]] of Object.entries(LISTS)) {
    answers[place as Place] = pages(random, name, (index) => ({
      ...writer.record(entity),
      ...(isLong ? { extra: 1234567890123456 } : {}),
      [idKey]: place === "accounts" ? ACCOUNT_IDS[index % ACCOUNT_IDS.length] : `${name}-${index}`,
    }));
  }
  const location = { location: "https://documents.test/statement?key=1" };
  answers.statement = [{ status: 302, headers: location, body: Buffer.alloc(0) }];
  return { view, answers: answers as BankCase["answers"] };
}

/** One page or two, the first leading to the second by a key, by an offset, or by a link. */
function pages(random: Random, name: string, row: (index: number) => Json): BankAnswer[] {
  const rows = Array.from({ length: random.integer(1, 3) }, (_, index) => row(index));
  const page = { totalElements: rows.length };
  if (rows.length < 3) return [answer({ page, [name]: rows })];
  const onward = random.pick<Json>([
    { page: { ...page, nextPageKey: "key-2" } },
    { page: { ...page, nextOffset: 2 } },
    { page, links: { next: { href: "?pageKey=key-2" } } },
  ]);
  return [answer({ ...onward, [name]: rows.slice(0, 2) }), answer({ page, [name]: rows.slice(2) })];
}

function answer(body: unknown): BankAnswer {
  return { status: 200, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) };
}

/** Writes records by the field tables. */
class RecordWriter {
  readonly #random: Random;
  #serial = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  record(name: string, depth = 0): Json {
    const base = entityNamed(name);
    const entity = this.#kindOf(base);
    const record: Json = {};
    for (const [field, [type, since]] of rowsOf(entity)) {
      if (since === "gateway" || this.#random.chance(0.25)) continue;
      const value = this.#value(type, depth);
      if (value !== undefined) record[field] = value;
    }
    if (base.tellBy !== undefined && entity.when !== undefined) record[base.tellBy] = entity.when;
    return record;
  }

  /** Of an interface or union, one of its kinds. */
  #kindOf(entity: FdxEntity): FdxEntity {
    const [first, ...others] = kindsOf(entity.name);
    return entity.tellBy === undefined || first === undefined
      ? entity
      : this.#random.pick([first, ...others]);
  }

  #value(type: string, depth: number): unknown {
    const [, list, name = ""] = /^(\[)?(\w+)/.exec(type) ?? [];
    if (list === undefined) return this.#one(name, depth);
    return Array.from({ length: this.#random.integer(0, 2) }, () => this.#one(name, depth)).filter(
      (value) => value !== undefined,
    );
  }

  #one(name: string, depth: number): unknown {
    const [first, ...others] = ENUM_VALUES.get(name) ?? [];
    if (first !== undefined) return this.#random.pick([first, ...others]);
    const scalar = SCALARS[name];
    if (scalar === undefined) return depth >= MAX_DEPTH ? undefined : this.record(name, depth + 1);
    this.#serial += 1;
    return scalar(this.#random, this.#serial);
  }
}

/** An entity's rows and those of what it extends. */
function rowsOf(entity: FdxEntity): readonly (readonly [string, FdxEntity["fields"][string]])[] {
  const base = entity.extends === undefined ? [] : rowsOf(entityNamed(entity.extends));
  return [...base, ...Object.entries(entity.fields)];
}

const SCALARS: Readonly<Record<string, (random: Random, serial: number) => unknown>> = {
  Boolean: (random) => random.chance(0.5),
  CountryCode: (random) => random.pick(["CA", "US", "ca"]),
  CurrencyCode: (random) => random.pick(["CAD", "USD", "cad"]),
  Date: (random) => `2026-0${random.integer(1, 9)}-1${random.integer(0, 9)}`,
  DateTime: (random) => `2026-0${random.integer(1, 9)}-1${random.integer(0, 9)}T16:20:00.000Z`,
  Decimal: (random) =>
    random.pick([random.integer(-1e6, 1e6) / 100, random.integer(0, 1e9), "12.3400000", "1e3"]),
  ID: (_random, serial) => `id-${serial}`,
  Int: (random) => random.integer(0, 400),
  String: (_random, serial) => `text §${serial}`,
};
