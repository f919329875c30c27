import { Field, ObjectType } from "type-graphql";
import { Customer } from "../fdx/types.js";
import { ProviderProblem } from "../problem/provider-problem.type.js";
import type { CustomerNode } from "./customer-node.js";

@ObjectType({
  simpleResolvers: true,
  description: "The customers behind all the caller's active consents.",
})
export class CustomerList {
  @Field(() => [Customer], { description: "The customers, oldest consent first." })
  readonly nodes!: readonly CustomerNode[];

  @Field(() => [ProviderProblem], {
    description:
      "Consents whose customers are missing, each with its reason, in the consents' order; as `AccountConnection.problems`. Empty when all is well.",
  })
  readonly problems!: readonly ProviderProblem[];
}
