import { Field, ID, ObjectType } from "type-graphql";
import { CustomerRecord } from "./customer-record.type.js";

/** FDX `Customer`. */
@ObjectType({
  simpleResolvers: true,
  description:
    "A customer of a data provider, as that provider knows them. The same person at two banks is two customers.",
})
export class Customer extends CustomerRecord {
  @Field(() => ID, {
    description: "The gateway's id of this customer. It works only for the same app, end user and consent.",
  })
  readonly id!: string;
}
