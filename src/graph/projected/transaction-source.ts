import type { RowSource } from "./row-source.js";

/** What is given at run time, by its place among the slots. */
const SLOTS = { account: 0, accountJson: 1, typeName: 2, category: 3, categoryText: 4 } as const;
const CATEGORY = "accountCategory";

/** The transactions of one account, which are of its category. */
export const TRANSACTIONS: RowSource = {
  ...{ entity: "Transaction", list: "transactions", idKey: "transactionId" },
  required: [{ from: CATEGORY, slot: SLOTS.categoryText }],
  ofTheGateway(as, name) {
    switch (name) {
      case "__typename":
        return { as, kind: "constant", slot: SLOTS.typeName };
      case "id":
        return { as, kind: "rowId", slot: SLOTS.account };
      case "accountNodeId":
        return { as, kind: "constant", slot: SLOTS.accountJson };
      case CATEGORY:
        return { as, kind: "constant", slot: SLOTS.category };
      default:
        return undefined;
    }
  },
};
