import { ArgsType, Field, ID } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";

/** How the end user comes back to the app. */
@ArgsType()
export abstract class ReturnArgs {
  @Field(() => String, {
    description: "Where the end user goes after the bank: exactly one of the app's registered return URLs.",
  })
  declare readonly returnUrl: string;

  @Field(() => String, {
    nullable: true,
    description: "The app's own value, given back as `state` on the return URL. At most 512 characters.",
  })
  declare readonly state?: string | null;
}

@ArgsType()
export class StartConsentArgs extends ReturnArgs {
  @Field(() => ID, { description: "A `DataProvider.id`." })
  declare readonly dataProviderId: string;

  @Field(() => [DataClusterEnum], { description: "What to ask for: as little as the app needs." })
  declare readonly dataClusters: readonly DataCluster[];
}

@ArgsType()
export class RenewConsentArgs extends ReturnArgs {
  @Field(() => ID, { description: "A consent's `id`." })
  declare readonly id: string;
}
