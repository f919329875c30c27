import { Field, ID, Int, ObjectType } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import { DataProvider } from "../data-provider/data-provider.type.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";
import { NullReason } from "../nulls/null-reason.js";
import { SupportReference } from "./support-reference.type.js";

/** Why one consent or account gave nothing, or less than asked, while the others answered. */
@ObjectType({
  simpleResolvers: true,
  description:
    "What one consent, or one account of it, could not give. The data of the other consents stands beside it, whole.",
})
export class ProviderProblem {
  @Field(() => ID, { description: "The consent concerned." })
  readonly consentId!: string;

  @Field(() => ID, { description: "Its data provider, or the way to it." })
  readonly dataProviderId!: string;

  @Field(() => DataProvider, {
    nullable: true,
    description: "The data provider itself; null if the gateway no longer knows it.",
  })
  readonly dataProvider?: DataProvider | null;

  @Field(() => ID, {
    nullable: true,
    description: "The account concerned (its gateway id); null if it is all accounts of the consent.",
  })
  readonly accountId?: string | null;

  @Field(() => String, { description: "A stable code, the same as in `extensions.code` of an error." })
  readonly code!: string;

  @Field(() => NullReason, { description: "The same in few words: what kind of reason it is." })
  readonly reason!: NullReason;

  @Field(() => String, { description: "One sentence for developers." })
  readonly message!: string;

  @Field(() => Boolean, { description: "Whether the same request may succeed later by itself." })
  readonly retryable!: boolean;

  @Field(() => String, { description: "One sentence that the app may show to the end user." })
  readonly userMessage!: string;

  @Field(() => Int, { nullable: true, description: "How long the provider asks to wait, in seconds." })
  readonly retryAfter?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A page of the gateway that takes the end user to the bank to give this consent again, and then to the app's first return URL. The old consent ends when the new one is active. Good for ten minutes, as it is for one person only: never store it. Null where consenting again would mend nothing.",
  })
  readonly reauthUrl!: string | null;

  @Field(() => DataClusterEnum, { nullable: true, description: "The data cluster that was not granted." })
  readonly dataCluster?: DataCluster | null;

  @Field(() => String, {
    nullable: true,
    description: "FDX's name of the field that the provider left out, or made unclear or unreadable.",
  })
  readonly field?: string | null;

  @Field(() => [SupportReference], {
    description: "What to quote to the provider's support. Empty if the provider named nothing.",
  })
  readonly supportReferences!: readonly SupportReference[];
}
