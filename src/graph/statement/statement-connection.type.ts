import { ObjectType } from "type-graphql";
import { connectionOf } from "../connection/connection-of.js";
import type { HistoryNode } from "../connection/history-page.js";
import { Statement } from "../fdx/types.js";

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's statements, in the provider's order.",
})
export class StatementConnection extends connectionOf<HistoryNode>("Statement", () => Statement) {}
