import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, getNullableType, isListType, isObjectType, type GraphQLField } from "graphql";
import { readAccount } from "../../../../../src/providers/fdx/dialect/account.js";
import { CONTACT, CUSTOMER } from "../../../../../src/providers/fdx/dialect/contact.js";
import { PAYMENT_NETWORK } from "../../../../../src/providers/fdx/dialect/payment-network.js";
import { putRight, type Shape } from "../../../../../src/providers/fdx/dialect/shape.js";
import { STATEMENT } from "../../../../../src/providers/fdx/dialect/statement.js";
import { readTransaction } from "../../../../../src/providers/fdx/dialect/transaction.js";

// The dialect's tables and the GraphQL types name the same fields: this keeps a field added to one from missing in the other.

type Fields = Record<string, unknown>;
type Reader = (row: Fields) => Fields;

const schema = buildSchema(readFileSync("schema/schema.graphql", "utf8"));
/** Lists of an account that come from calls of their own. */
const RELATIONS = new Set(["paymentNetworks", "assetTransferNetworks", "holders"]);

const shaped =
  (shape: Shape): Reader =>
  (row) => {
    putRight(row, shape);
    return row;
  };

/** GraphQL type → how a provider's record is read → where in it the type stands. */
const PLACES: readonly (readonly [type: string, read: Reader, path: readonly string[]])[] = [
  ["DepositAccount", readAccount, []],
  ["LoanAccount", readAccount, []],
  ["LineOfCreditAccount", readAccount, []],
  ["InvestmentAccount", readAccount, []],
  ["InsuranceAccount", readAccount, []],
  ["AnnuityAccount", readAccount, []],
  ["CommercialAccount", readAccount, []],
  ["DigitalWallet", readAccount, []],
  ["BuyNowPayLaterAccount", readAccount, []],
  ["UnrecognizedAccount", readAccount, []],
  ["Holding", readAccount, ["holdings"]],
  ["StockSecurity", readAccount, ["holdings", "security"]],
  ["MutualFundSecurity", readAccount, ["holdings", "security"]],
  ["SweepSecurity", readAccount, ["holdings", "security"]],
  ["DebtSecurity", readAccount, ["holdings", "security"]],
  ["OptionSecurity", readAccount, ["holdings", "security"]],
  ["Contribution", readAccount, ["contribution"]],
  ["OpenOrder", readAccount, ["openOrders"]],
  ["Bills", readAccount, ["bills"]],
  ["ScheduledPayment", readAccount, ["scheduledPayments"]],
  ["DepositTransaction", readTransaction, []],
  ["LoanTransaction", readTransaction, []],
  ["LineOfCreditTransaction", readTransaction, []],
  ["InvestmentTransaction", readTransaction, []],
  ["InsuranceTransaction", readTransaction, []],
  ["CommercialTransaction", readTransaction, []],
  ["DigitalWalletTransaction", readTransaction, []],
  ["BuyNowPayLaterTransaction", readTransaction, []],
  ["UnrecognizedTransaction", readTransaction, []],
  ["LineItem", readTransaction, ["lineItem"]],
  ["DeliveryAddress", readTransaction, ["transactionPayee", "address"]],
  ["TelephoneNumber", readTransaction, ["transactionPayee", "phone"]],
  ["Customer", shaped(CUSTOMER), []],
  ["CustomerToAccountRelationship", shaped(CUSTOMER), ["accounts"]],
  ["BusinessCustomer", shaped(CUSTOMER), ["businessCustomer"]],
  ["DeliveryAddress", shaped(CUSTOMER), ["addresses"]],
  ["TelephoneNumber", shaped(CUSTOMER), ["telephones"]],
  ["AccountContact", shaped(CONTACT), []],
  ["AccountHolder", shaped(CONTACT), ["holders"]],
  ["PaymentNetwork", shaped(PAYMENT_NETWORK), []],
  ["Statement", shaped(STATEMENT), []],
];

const fields = PLACES.flatMap(([name, read, path]) => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`no type ${name}`);
  return Object.values(type.getFields())
    .filter((field) => !("paymentNetworks" in type.getFields() && RELATIONS.has(field.name)))
    .map((field) => ({ at: [...path, field.name].join("."), name, read, path, field }));
});

function valueAt(read: Reader, path: readonly string[], leaf: Fields): unknown {
  const record = path.reduceRight<Fields>((inner, key) => ({ [key]: inner }), leaf);
  const category = { accountCategory: read === readTransaction ? "INVESTMENT_ACCOUNT" : "DEPOSIT_ACCOUNT" };
  let value: unknown = read({ accountId: "a", transactionId: "t", ...category, ...record });
  for (const key of path) {
    const inner = (value as Fields)[key];
    value = Array.isArray(inner) ? (inner as unknown[])[0] : inner;
  }
  return value;
}

const isBoolean = ({ type }: GraphQLField<unknown, unknown>): boolean =>
  String(getNullableType(type)) === "Boolean";

describe("every truth value of the schema", () => {
  it.each(fields.filter(({ field }) => isBoolean(field)))("$name: $at is read from text", (place) => {
    const { read, path, field } = place;
    expect(valueAt(read, path, { [field.name]: "true" })).toHaveProperty(field.name, true);
  });
});

describe("every list of the schema", () => {
  it.each(fields.filter(({ field }) => isListType(getNullableType(field.type))))(
    "$name: $at is read from its one entry",
    ({ read, path, field }) => {
      expect(valueAt(read, path, { [field.name]: "x" })).toHaveProperty(field.name, ["x"]);
    },
  );
});
