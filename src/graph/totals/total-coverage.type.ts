import { Field, ID, ObjectType } from "type-graphql";
import { ProviderProblem } from "../problem/provider-problem.type.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({
  simpleResolvers: true,
  description: "What a total holds, and what it lacks. An account is in it wholly, or not at all.",
})
export class TotalCoverage {
  @Field(() => Boolean, { description: "Whether nothing is missing, as far as is known." })
  readonly complete!: boolean;

  @Field(() => [ID], { description: "The accounts that were added up, by their `id`." })
  readonly included!: readonly string[];

  @Field(() => [ProviderProblem], {
    description: "The consents and accounts that should be in the total and are not, each with its reason.",
  })
  readonly missing!: readonly ProviderProblem[];

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the oldest of what was added up was read at its bank: a snapshot may be old. Null if nothing was added up.",
  })
  readonly oldestAsOf!: string | null;
}
