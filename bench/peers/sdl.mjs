import process from "node:process";

/** The schema and the resolvers that a tutorial gives for these REST calls: one call a field, no ids, no masking. */
export const typeDefs = /* GraphQL */ `
  type Query {
    customer: Customer
    accounts(limit: Int = 20): [Account!]!
  }
  type Customer {
    id: ID!
    name: Name
  }
  type Name {
    first: String
    last: String
  }
  type Account {
    id: ID!
    nickname: String
    balance: Float
    paymentNetworks: [PaymentNetwork!]!
    transactions(first: Int = 50): [Transaction!]!
  }
  type PaymentNetwork {
    bankId: String
    identifier: String
    type: String
  }
  type Transaction {
    id: ID!
    amount: Float
    description: String
    postedTimestamp: String
  }
`;

/** Where the bank's FDX API begins. */
export const BANK_URL = process.env["BANK_URL"] ?? "";

/** @param get fetches one path below `BANK_URL` and parses its body. */
export const resolversOver = (get) => ({
  Query: {
    customer: () => get("customers/current"),
    accounts: async (_query, { limit }) => (await get(`accounts?limit=${limit}`)).accounts,
  },
  Customer: { id: ({ customerId }) => customerId },
  Account: {
    id: ({ accountId }) => accountId,
    balance: ({ currentBalance }) => currentBalance,
    paymentNetworks: async ({ accountId }) =>
      (await get(`accounts/${accountId}/payment-networks`)).paymentNetworks,
    transactions: async ({ accountId }, { first }) =>
      (await get(`accounts/${accountId}/transactions?limit=${first}`)).transactions,
  },
  Transaction: { id: ({ transactionId }) => transactionId },
});
