import { Field, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description: "Where a page stands in its list (Relay Cursor Connections).",
})
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more entries follow." })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether entries come before this page." })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first entry; missing for an empty page.",
  })
  readonly startCursor?: string | null;

  @Field(() => String, { nullable: true, description: "Give this as `after` to get the next page." })
  readonly endCursor?: string | null;
}
