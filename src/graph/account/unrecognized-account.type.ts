import { ObjectType } from "type-graphql";
import { Node } from "../node/node.type.js";
import { Account } from "./account.type.js";

/** The account of every other category: served with its common fields, never dropped. */
@ObjectType({
  implements: [Account, Node],
  simpleResolvers: true,
  description:
    "An account of a category this gateway has no type for yet (insurance, annuity, commercial, digital wallet, buy now pay later, or new). Only the common fields can be read.",
})
export class UnrecognizedAccount extends Account {}
