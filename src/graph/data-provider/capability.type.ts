import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import type { FdxResource } from "../../core/fdx-resource.js";
import type { ResourceSupport as Support } from "../../core/provider-capability.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";
import { FdxResourceEnum } from "../enums/fdx-resource-enum.js";
import { DateTime } from "../scalars/date-time.js";

const ResourceSupport: { readonly [Each in Support]: Each } = {
  SUPPORTED: "SUPPORTED",
  UNSUPPORTED: "UNSUPPORTED",
  UNKNOWN: "UNKNOWN",
};

registerEnumType(ResourceSupport, {
  name: "ResourceSupport",
  description: "Whether a data provider serves something.",
  valuesConfig: {
    SUPPORTED: { description: "It was served." },
    UNSUPPORTED: {
      description: "The operator has declared that it is not served, or the provider's last answers said so.",
    },
    UNKNOWN: { description: "Nobody has asked for it since this gateway process began, or no answer told." },
  },
});

@ObjectType({ simpleResolvers: true, description: "Whether a data provider serves one kind of data." })
export class ResourceCapability {
  @Field(() => FdxResourceEnum, { description: "What can be asked for." })
  readonly resource!: FdxResource;

  @Field(() => [DataClusterEnum], { description: "The data clusters of which a consent needs one for it." })
  readonly dataClusters!: readonly DataCluster[];

  @Field(() => ResourceSupport, { description: "Whether it is served." })
  readonly support!: Support;

  @Field(() => DateTime, {
    nullable: true,
    description: "The hour in which it was last served; null if it was not since this gateway process began.",
  })
  readonly lastSeenAt!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "Which fields of one type a data provider fills, learnt from a sample of its answers.",
})
export class TypeCapability {
  @Field(() => String, { description: "The name of the type, for example `DepositAccount`." })
  readonly name!: string;

  @Field(() => [String], {
    description:
      "Fields that came filled at least once. One that is not here may come all the same, for other people.",
  })
  readonly filled!: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: "Fields that the data provider's own inventory says it fills; null where it publishes none.",
  })
  readonly declared?: readonly string[] | null;

  @Field(() => Int, { description: "How many records were looked at." })
  readonly sampled!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What a data provider serves: what the operator has declared, and what its answers to this gateway process have shown, to whichever app, as of some moment of this hour. No promise: ask, and read `extensions.nulls`.",
})
export class DataProviderCapability {
  @Field(() => String, {
    nullable: true,
    description: "The FDX version it speaks, for example 6.4; null where it is not FDX.",
  })
  readonly fdxVersion!: string | null;

  @Field(() => [ResourceCapability], { description: "Everything that can be asked for." })
  readonly resources!: readonly ResourceCapability[];

  @Field(() => [TypeCapability], {
    description: "The types of which five records or more were looked at, or an inventory tells, by name.",
  })
  readonly types!: readonly TypeCapability[];
}
