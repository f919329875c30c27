import { ObjectType } from "type-graphql";
import type { StatementRecord } from "../../loaders/records.js";
import { connectionOf } from "../connection/connection-of.js";
import { Statement } from "./statement.type.js";

/** The parent object of Statement. */
export type StatementNode = StatementRecord & { readonly id: string };

@ObjectType({
  simpleResolvers: true,
  description: "A page of one account's statements, in the provider's order.",
})
export class StatementConnection extends connectionOf<StatementNode>("Statement", () => Statement) {}
