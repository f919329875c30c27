import type { RowSource } from "./row-source.js";

const TYPE_NAME_SLOT = 0;

/**
 * The payment networks of one account. FDX gives them no id, and the ordinary way leaves out one that comes again word by
 * word: it must be of the same type, so a list that has each type once has no such network.
 */
export const PAYMENT_NETWORKS: RowSource = {
  ...{ entity: "PaymentNetwork", list: "paymentNetworks", idKey: "type", required: [] },
  ofTheGateway(as, name) {
    switch (name) {
      case "__typename":
        return { as, kind: "constant", slot: TYPE_NAME_SLOT };
      case "identifierDisplay":
        return { as, kind: "masked", from: "identifier" };
      default:
        return undefined;
    }
  },
};
