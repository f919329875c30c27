import type { DataCluster } from "./data-cluster.js";

interface Resource {
  /** FDX's name of the call. */
  readonly operationId: string;
  /** Any one of these must be granted. */
  readonly dataClusters: readonly [DataCluster, ...DataCluster[]];
}

/** What a provider can be asked for, one each for the methods of `DataProvider`. FDX API Core 6.4 and Customer. */
export const FDX_RESOURCES = {
  CUSTOMER: { operationId: "getCustomerInfo", dataClusters: ["CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"] },
  CUSTOMERS: { operationId: "getCustomers", dataClusters: ["CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"] },
  ACCOUNTS: { operationId: "searchForAccounts", dataClusters: ["ACCOUNT_BASIC", "ACCOUNT_DETAILED"] },
  ACCOUNT: { operationId: "getAccount", dataClusters: ["ACCOUNT_DETAILED"] },
  ACCOUNT_CONTACT: { operationId: "getAccountContact", dataClusters: ["CUSTOMER_CONTACT"] },
  TRANSACTIONS: { operationId: "searchForAccountTransactions", dataClusters: ["TRANSACTIONS"] },
  PAYMENT_NETWORKS: { operationId: "getAccountPaymentNetworks", dataClusters: ["PAYMENT_SUPPORT"] },
  ASSET_TRANSFER_NETWORKS: {
    operationId: "getAccountAssetTransferNetworks",
    dataClusters: ["PAYMENT_SUPPORT"],
  },
  STATEMENTS: { operationId: "searchForAccountStatements", dataClusters: ["STATEMENTS"] },
  STATEMENT_DOCUMENT: { operationId: "getAccountStatement", dataClusters: ["STATEMENTS"] },
  REWARD_PROGRAMS: { operationId: "searchRewardPrograms", dataClusters: ["REWARDS"] },
  REWARD_PROGRAM: { operationId: "getRewardProgram", dataClusters: ["REWARDS"] },
  REWARD_CATEGORIES: { operationId: "getRewardProgramCategories", dataClusters: ["REWARDS"] },
} as const satisfies Readonly<Record<string, Resource>>;

export type FdxResource = keyof typeof FDX_RESOURCES;

export const FDX_RESOURCE_NAMES = Object.keys(FDX_RESOURCES) as readonly FdxResource[];
