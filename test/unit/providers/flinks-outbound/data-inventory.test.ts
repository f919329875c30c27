import { describe, expect, it } from "@jest/globals";
import { inventoryFields } from "../../../../src/providers/flinks-outbound/data-inventory.js";

const namesOf = (inventory: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  inventoryFields(inventory).map(({ entity, field }) => `${entity}.${field}`);

describe("inventoryFields", () => {
  it("reads the inventory of the documentation", () => {
    const names = namesOf({
      account: [],
      lightweight_accounts: [],
      customers: ["customerId", "name.first", "emails", "addresses.postalCode", "telephones.number"],
      detailed_accounts: [
        "accounts.depositAccount.currentBalance",
        "accounts.depositAccount.accountId",
        "accounts.depositAccount.currency.currencyCode",
      ],
      payments: ["paymentNetworks.bankId", "paymentNetworks.transferIn"],
      transactions: [
        "page.nextOffset",
        "links.next.href",
        "transactions.depositTransaction.amount",
        "transactions.depositTransaction.postedTimestamp",
      ],
    });
    expect(names).toEqual([
      ...["Customer.customerId", "Customer.name", "CustomerName.first", "Customer.emails"],
      ...["Customer.addresses", "DeliveryAddress.postalCode", "Customer.telephones"],
      ...["TelephoneNumber.number", "DepositAccount.currentBalance", "DepositAccount.accountId"],
      ...["DepositAccount.currency", "Currency.currencyCode", "PaymentNetwork.bankId"],
      ...["PaymentNetwork.transferIn", "DepositTransaction.amount", "DepositTransaction.postedTimestamp"],
    ]);
  });

  it.each([
    ["another name of a field", { customers: ["email"] }, ["Customer.emails"]],
    [
      "another name of a kind",
      { transactions: ["transactions.lineOfCreditTransaction.amount"] },
      ["LineOfCreditTransaction.amount"],
    ],
    [
      "the short name of a kind",
      { transactions: ["transactions.locTransaction.amount"] },
      ["LineOfCreditTransaction.amount"],
    ],
    ["a path without the list", { payments: ["bankId"] }, ["PaymentNetwork.bankId"]],
    ["a path without a kind", { account: ["accounts.accountId"] }, ["Account.accountId"]],
    ["list marks", { account: ["accounts[].depositAccount.accountId"] }, ["DepositAccount.accountId"]],
    [
      "a customer's own accounts",
      { customers: ["accounts.accountId"] },
      ["Customer.accounts", "CustomerToAccountRelationship.accountId"],
    ],
  ])("knows %s", (_what, inventory, names) => {
    expect(namesOf(inventory as unknown as Record<string, string[]>)).toEqual(names);
  });

  it("passes over what no table has", () => {
    const paths = ["accounts.futureAccount.x", "accounts.depositAccount.x.y", "", "x", "accounts"];
    expect(namesOf({ detailed_accounts: paths, elsewhere: ["accounts.accountId"] })).toEqual([]);
  });

  it("tells each once", () => {
    const paths = ["accounts.depositAccount.accountId"];
    expect(namesOf({ account: paths, detailed_accounts: paths })).toEqual(["DepositAccount.accountId"]);
  });
});
