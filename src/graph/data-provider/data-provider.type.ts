import { Field, ObjectType } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import { connectionOf } from "../connection/connection-of.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";
import { Node } from "../node/node.type.js";
import { CountryCode } from "../scalars/country-code.js";

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A bank, or another institution, that end users can connect.",
})
export class DataProvider extends Node {
  @Field(() => String, { description: "Its name, for screens." })
  readonly name!: string;

  @Field(() => CountryCode, { description: "Where it serves customers." })
  readonly country!: string;

  @Field(() => [DataClusterEnum], { description: "The data clusters a consent may ask for." })
  readonly dataClusters!: readonly DataCluster[];
}

@ObjectType({ simpleResolvers: true, description: "A page of data providers, by name." })
export class DataProviderConnection extends connectionOf<DataProvider>("DataProvider", () => DataProvider) {}
