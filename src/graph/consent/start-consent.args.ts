import { ArgsType, Field, ID } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";

@ArgsType()
export class StartConsentArgs {
  @Field(() => ID, { description: "A `DataProvider.id`." })
  readonly dataProviderId!: string;

  @Field(() => [DataClusterEnum], { description: "What to ask for: as little as the app needs." })
  readonly dataClusters!: readonly DataCluster[];

  @Field(() => String, {
    description: "Where the end user goes after the bank: exactly one of the app's registered return URLs.",
  })
  readonly returnUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: "The app's own value, given back as `state` on the return URL. At most 512 characters.",
  })
  readonly state?: string | null;
}
