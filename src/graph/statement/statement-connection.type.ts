import { ObjectType } from "type-graphql";
import { historyConnectionOf } from "../connection/history-connection.js";
import { Statement } from "../fdx/types.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's statements, in the provider's order.",
})
export class StatementConnection extends historyConnectionOf("Statement", () => Statement) {}
