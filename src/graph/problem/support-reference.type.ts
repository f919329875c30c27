import { Field, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description:
    "An id under which the provider's support finds the failed request. It says nothing of the end user.",
})
export class SupportReference {
  @Field(() => String, { description: "The header that the provider sent it in, for example `ob-trace-id`." })
  readonly name!: string;

  @Field(() => String, { description: "The id itself." })
  readonly value!: string;
}
