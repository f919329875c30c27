import { Field, ID, InterfaceType } from "type-graphql";
import { decideBy } from "../abstract.type.js";
import { accountTypeName } from "../account/account-type-name.js";

/** Relay's Global Object Identification. */
@InterfaceType({
  resolveType: decideBy("Node", nodeTypeName),
  description: "Anything that `node(id)` can fetch again.",
})
export abstract class Node {
  @Field(() => ID, {
    description:
      "The gateway's id. It works only for the same app and end user, and, but for a data provider's, only as long as the consent: a new consent gives new ids. What an app keeps for longer: `dataProvider.id` with the provider's own `accountId` and `transactionId`.",
  })
  readonly id!: string;
}

function nodeTypeName(value: unknown): string {
  const node = value as object;
  if ("accountId" in node) return accountTypeName(node);
  return "phase" in node ? "Consent" : "DataProvider";
}
