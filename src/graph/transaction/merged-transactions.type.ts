import { Field, ObjectType } from "type-graphql";
import { ProviderProblem } from "../problem/provider-problem.type.js";
import { TransactionConnection } from "./transaction-connection.type.js";

@ObjectType({
  simpleResolvers: true,
  description:
    "A page of the transactions of many accounts, newest first. `totalCount` is always null: nobody has counted them.",
})
export class MergedTransactionConnection extends TransactionConnection {
  @Field(() => [ProviderProblem], {
    description:
      "Consents and accounts whose transactions are missing from this page, each with its reason, in the consents' order; as `AccountConnection.problems`. A list that a bank breaks off is no problem here, but `complete` is false.",
  })
  readonly problems!: readonly ProviderProblem[];
}
