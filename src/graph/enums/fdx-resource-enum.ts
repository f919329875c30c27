import { registerEnumType } from "type-graphql";
import type { FdxResource } from "../../core/fdx-resource.js";

/** Closed: the gateway itself decides what it asks providers for. */
export const FdxResourceEnum: { readonly [Resource in FdxResource]: Resource } = {
  CUSTOMER: "CUSTOMER",
  CUSTOMERS: "CUSTOMERS",
  ACCOUNTS: "ACCOUNTS",
  ACCOUNT: "ACCOUNT",
  ACCOUNT_CONTACT: "ACCOUNT_CONTACT",
  TRANSACTIONS: "TRANSACTIONS",
  PAYMENT_NETWORKS: "PAYMENT_NETWORKS",
  ASSET_TRANSFER_NETWORKS: "ASSET_TRANSFER_NETWORKS",
  STATEMENTS: "STATEMENTS",
  STATEMENT_DOCUMENT: "STATEMENT_DOCUMENT",
  REWARD_PROGRAMS: "REWARD_PROGRAMS",
  REWARD_PROGRAM: "REWARD_PROGRAM",
  REWARD_CATEGORIES: "REWARD_CATEGORIES",
};

registerEnumType(FdxResourceEnum, {
  name: "FdxResource",
  description: "What a data provider can be asked for.",
  valuesConfig: {
    CUSTOMER: { description: "The customer who gave the consent." },
    CUSTOMERS: { description: "All customers behind the consent." },
    ACCOUNTS: { description: "The list of accounts." },
    ACCOUNT: { description: "One account, with details." },
    ACCOUNT_CONTACT: { description: "How to reach an account's holders." },
    TRANSACTIONS: { description: "The movements on an account." },
    PAYMENT_NETWORKS: { description: "Numbers for paying from or to an account." },
    ASSET_TRANSFER_NETWORKS: { description: "Numbers for moving assets from or to an account." },
    STATEMENTS: { description: "The list of an account's statements." },
    STATEMENT_DOCUMENT: { description: "A statement's document." },
    REWARD_PROGRAMS: { description: "The list of loyalty programmes." },
    REWARD_PROGRAM: { description: "One loyalty programme." },
    REWARD_CATEGORIES: { description: "The categories of a loyalty programme." },
  },
});
