import { describe, expect, it } from "@jest/globals";
import { entityOf, fieldsOf } from "../../../../src/fdx/entity-fields.js";
import type { FdxEntity } from "../../../../src/fdx/entity.js";
import { fieldType } from "../../../../src/fdx/field-type.js";
import { entityNamed, FDX_ENTITIES } from "../../../../src/fdx/model.js";
import { accountRecord } from "../../../../src/providers/flinks-connect/connect-account.js";
import { connectKnows } from "../../../../src/providers/flinks-connect/connect-fields.js";
import {
  contactRecord,
  customerRecord,
  holdersOf,
} from "../../../../src/providers/flinks-connect/connect-holder.js";
import { paymentNetworkRecord } from "../../../../src/providers/flinks-connect/connect-payment-network.js";
import { transactionRecord } from "../../../../src/providers/flinks-connect/connect-transaction.js";
import { accountsIn, transactionsIn } from "../../../../src/providers/flinks-connect/connect-view.js";
import { bytesOf, connectAccount, connectTransaction } from "../../../support/connect-answers.js";

/** Every kind of account with every member filled, of a person and of a business. */
const FULL = [
  ["Operations", "Chequing"],
  ["Credits", "CreditCard"],
  ["Credits", "LoanCar"],
  ["Products", "RRSP"],
  ["Other", "Points"],
].flatMap(([Category, Type]) =>
  ["Personal", "Business"].map((AccountType) =>
    connectAccount({
      ...{ Id: `${String(Type)} ${AccountType}`, Category, Type, AccountType },
      Balance: { Available: 1, Current: 2, Limit: 3 },
      Transactions: [connectTransaction({ Debit: 1, Credit: null })],
    }),
  ),
);

const found = new Map<string, Set<string>>();
const entities: ReadonlyMap<string, FdxEntity> = new Map(FDX_ENTITIES.map((each) => [each.name, each]));

function note(base: string, record: object): void {
  const entity = entityOf(entityNamed(base), { ...record });
  const names = found.get(entity.name) ?? new Set();
  found.set(entity.name, names);
  for (const [name, member] of Object.entries(record) as [string, unknown][]) {
    names.add(name);
    const part = partOf(entity, name);
    const inside = part === undefined ? [] : [member].flat();
    for (const each of inside) note(part?.name ?? "", Object(each) as object);
  }
}

/** The table of what a field holds, if it holds a record. */
function partOf(entity: FdxEntity, name: string): FdxEntity | undefined {
  const field = fieldsOf(entity).get(name);
  return field && entities.get(fieldType(field).name);
}

for (const account of accountsIn(bytesOf(FULL))) {
  note("Account", accountRecord(account, "2026-03-01T11:00:00Z", "details"));
  for (const row of transactionsIn(account)) note("Transaction", transactionRecord(account, row));
  for (const holder of holdersOf([account], "key")) {
    note("Customer", customerRecord(holder));
    note("AccountContact", contactRecord(holder));
  }
  const network = paymentNetworkRecord(account);
  // The gateway masks the identifier itself.
  if (network !== undefined) note("PaymentNetwork", { ...network, identifierDisplay: "****1000" });
}

/** Every field that the graph has, of every entity. */
const all = FDX_ENTITIES.flatMap((entity) => {
  const own = Object.keys(entity.fields).map((name) => [entity.name, name] as const);
  return [...own, ...[...fieldsOf(entity).keys()].map((name) => [entity.name, name] as const)];
});

describe("the table of what Connect can tell", () => {
  it("has every field that a full answer fills", () => {
    const missing = [...found].flatMap(([entity, names]) =>
      [...names].filter((name) => !connectKnows(entity, name)).map((name) => `${entity}.${name}`),
    );
    expect(missing).toEqual([]);
    expect(found.size).toBeGreaterThan(15);
  });

  it("has no field that no answer fills", () => {
    const tooMany = all.filter(
      ([entity, name]) => connectKnows(entity, name) && !found.get(entity)?.has(name),
    );
    expect(tooMany).toEqual([]);
  });

  it("knows of no statement, reward or holding", () => {
    expect(connectKnows("Statement", "statementId")).toBe(false);
    expect(connectKnows("InvestmentAccount", "holdings")).toBe(false);
    expect(connectKnows("Customer", "dateOfBirth")).toBe(false);
    expect(connectKnows("CustomerName", "first")).toBe(false);
  });
});
