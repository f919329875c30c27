import { Field, ID, InterfaceType } from "type-graphql";
import { accountTypeName } from "../account/account-type-name.js";

/** Relay's Global Object Identification. */
@InterfaceType({ resolveType: nodeTypeName, description: "Anything that `node(id)` can fetch again." })
export abstract class Node {
  @Field(() => ID, { description: "The gateway's id. It works only for the same app and end user." })
  readonly id!: string;
}

function nodeTypeName(value: object): string {
  if ("accountId" in value) return accountTypeName(value);
  return "phase" in value ? "Consent" : "DataProvider";
}
