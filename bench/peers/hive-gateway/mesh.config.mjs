import process from "node:process";
import { defineConfig } from "@graphql-mesh/compose-cli";
import { loadJSONSchemaSubgraph } from "@omnigraph/json-schema";

/** The bank's REST calls as one subgraph, and the lists below an account taken out of their envelopes. */
const text = { type: "string" };
const number = { type: "number" };
const object = (title, properties) => ({ type: "object", title, properties });
const listOf = (title, name, items) => object(title, { [name]: { type: "array", items } });
const query = (field, path, responseSchema, argTypeMap = {}) => {
  return { type: "Query", method: "GET", field, path, responseSchema, argTypeMap };
};

const customer = object("Customer", {
  customerId: text,
  name: object("Name", { first: text, last: text }),
});
const account = object("Account", { accountId: text, nickname: text, currentBalance: number });
const paymentNetwork = object("PaymentNetwork", { bankId: text, identifier: text, type: text });
const transaction = object("Transaction", {
  ...{ transactionId: text, amount: number, description: text, postedTimestamp: text },
});
const integer = { type: "integer" };

const operations = [
  query("customer", "/customers/current", customer),
  query("accounts", "/accounts?limit={args.limit}", listOf("AccountList", "accounts", account), {
    limit: integer,
  }),
  query(
    "accountNetworks",
    "/accounts/{args.accountId}/payment-networks",
    listOf("PaymentNetworkList", "paymentNetworks", paymentNetwork),
    { accountId: text },
  ),
  query(
    "accountTransactions",
    "/accounts/{args.accountId}/transactions?limit={args.first}",
    listOf("TransactionList", "transactions", transaction),
    { accountId: text, first: integer },
  ),
];

const endpoint = (process.env["BANK_URL"] ?? "").replace(/\/$/, "");
export const composeConfig = defineConfig({
  subgraphs: [{ sourceHandler: loadJSONSchemaSubgraph("FDX", { endpoint, operations }) }],
  additionalTypeDefs: /* GraphQL */ `
    extend type Account {
      paymentNetworks: [PaymentNetwork]
        @resolveTo(
          sourceName: "FDX"
          sourceTypeName: "Query"
          sourceFieldName: "accountNetworks"
          requiredSelectionSet: "{ accountId }"
          sourceArgs: { accountId: "{root.accountId}" }
          result: "paymentNetworks"
        )
      transactions(first: Int = 50): [Transaction]
        @resolveTo(
          sourceName: "FDX"
          sourceTypeName: "Query"
          sourceFieldName: "accountTransactions"
          requiredSelectionSet: "{ accountId }"
          sourceArgs: { accountId: "{root.accountId}", first: "{args.first}" }
          result: "transactions"
        )
    }
  `,
});
