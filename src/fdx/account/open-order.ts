import type { FdxEntity } from "../entity.js";

export const OpenOrder: FdxEntity = {
  name: "OpenOrder",
  description: "An order to trade that has not been carried out yet.",
  fields: {
    orderId: ["String", "5.2", "The provider's id of the order."],
    securityId: ["String", "5.2", "The number of the security."],
    securityIdType: ["SecurityIdType", "5.2", "Whose numbering that is."],
    symbol: ["String", "5.2", "The ticker symbol."],
    description: ["String", "5.2", "The provider's free text."],
    units: ["Decimal", "5.2", "How many units to trade."],
    orderType: ["OrderType", "5.2", "What the order will do."],
    orderDate: ["Date", "5.2", "The day it was placed."],
    unitPrice: ["Decimal", "5.2", "The price per unit."],
    unitType: ["UnitType", "5.2", "What `units` counts."],
    orderDuration: ["OrderDuration", "5.2", "How long the order stays valid."],
    subAccount: ["SubAccountType", "5.2", "The sub-account it belongs to."],
    limitPrice: ["Decimal", "5.2", "The worst price accepted."],
    stopPrice: ["Decimal", "5.2", "The price that sets the order off."],
    inv401kSource: ["Inv401kSourceType", "5.2", "Where the money comes from, in a retirement plan."],
  },
};
