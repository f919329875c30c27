import { registerEnumType } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";

/** Closed: the gateway itself decides which clusters can be asked for. */
export const DataClusterEnum: { readonly [Cluster in DataCluster]: Cluster } = {
  ACCOUNT_BASIC: "ACCOUNT_BASIC",
  ACCOUNT_DETAILED: "ACCOUNT_DETAILED",
  PAYMENT_SUPPORT: "PAYMENT_SUPPORT",
  TRANSACTIONS: "TRANSACTIONS",
  STATEMENTS: "STATEMENTS",
  INVESTMENTS: "INVESTMENTS",
  CUSTOMER_CONTACT: "CUSTOMER_CONTACT",
  CUSTOMER_PERSONAL: "CUSTOMER_PERSONAL",
  REWARDS: "REWARDS",
};

registerEnumType(DataClusterEnum, {
  name: "DataCluster",
  description: "A unit of what an end user shares. A consent covers some of them.",
  valuesConfig: {
    ACCOUNT_BASIC: { description: "Which accounts there are: names, types, masked numbers." },
    ACCOUNT_DETAILED: { description: "Balances, rates, limits and due dates." },
    PAYMENT_SUPPORT: { description: "Numbers for paying from or to an account." },
    TRANSACTIONS: { description: "The movements on an account." },
    STATEMENTS: { description: "Periodic statements." },
    INVESTMENTS: { description: "Holdings of investment accounts." },
    CUSTOMER_CONTACT: { description: "Name, addresses, e-mail and telephone." },
    CUSTOMER_PERSONAL: { description: "Date of birth and masked tax number." },
    REWARDS: { description: "Loyalty programmes and what was collected." },
  },
});
