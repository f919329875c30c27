import { ArgsType, Field, ID } from "type-graphql";
import { HistoryArgs } from "../connection/history.args.js";

@ArgsType()
export class MergedTransactionsArgs extends HistoryArgs {
  @Field(() => [ID], {
    nullable: true,
    description: "Only transactions that these consents show. All consents if left out.",
  })
  declare readonly consentIds?: readonly string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Only transactions of these accounts, by their `Account.id`. All accounts if left out.",
  })
  declare readonly accountIds?: readonly string[] | null;
}
