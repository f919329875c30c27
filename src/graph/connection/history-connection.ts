import { type ClassType, Field, ObjectType } from "type-graphql";
import type { FdxRecord } from "../../loaders/records.js";
import type { AccountOrigin } from "../account/account-node.js";
import { DateScalar } from "../scalars/date.js";
import { type Connection, connectionOf } from "./connection-of.js";

/** Where a row was read: what the fields below it need to read on. Not a GraphQL field. */
export const ORIGIN = Symbol("origin");

/** The parent object of a row's GraphQL type: the provider's record and the gateway's id. */
export type HistoryNode = FdxRecord & { readonly id: string; readonly [ORIGIN]: AccountOrigin };

/** @returns where the row was read. */
export function accountOf(row: HistoryNode): AccountOrigin {
  return row[ORIGIN];
}

export interface HistoryConnection extends Connection<HistoryNode> {
  readonly complete: boolean;
  readonly historyFrom: string | null;
}

/** As `connectionOf`, for a list that the provider pages itself and may break off. */
export function historyConnectionOf(name: string, node: () => object): ClassType<HistoryConnection> {
  // Never named by a field, so never in the schema: only its fields are, through the class that extends it.
  @ObjectType(`${name}HistoryBase`, { simpleResolvers: true })
  class HistoryType extends connectionOf<HistoryNode>(name, node) implements HistoryConnection {
    @Field(() => Boolean, {
      description:
        "False once entries up to this page are known to be missing: the provider broke its list off, led in a circle, or took entries away while it was read. True on the last page means that all the provider has was listed.",
    })
    readonly complete!: boolean;

    @Field(() => DateScalar, {
      nullable: true,
      description:
        "Where `complete` is false: the first day from which on nothing is missing. Missing itself where no such day can be told.",
    })
    readonly historyFrom!: string | null;
  }
  return HistoryType;
}
