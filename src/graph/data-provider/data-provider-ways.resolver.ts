import { FieldResolver, Resolver, Root } from "type-graphql";
import type { DataCluster } from "../../core/data-cluster.js";
import type { DataProviderInfo } from "../../core/data-provider-info.js";
import { DataClusterEnum } from "../enums/data-cluster-enum.js";
import { DataProvider } from "./data-provider.type.js";
import { ProviderRoute, routeOf } from "./provider-route.js";

@Resolver(() => DataProvider)
export class DataProviderWaysResolver {
  @FieldResolver(() => [DataClusterEnum], {
    description: "The data clusters a new consent may ask for; none where the bank cannot be connected now.",
  })
  dataClusters(@Root() { ways }: DataProviderInfo): readonly DataCluster[] {
    return ways[0]?.dataClusters ?? [];
  }

  @FieldResolver(() => ProviderRoute, {
    nullable: true,
    description: "The way that a new consent takes; null where the bank cannot be connected now.",
  })
  preferredRoute(@Root() { ways }: DataProviderInfo): ProviderRoute | null {
    return routeOf(ways[0]);
  }

  @FieldResolver(() => [ProviderRoute], {
    description: "Every way that a new consent could take, the preferred one first.",
  })
  routes(@Root() { ways }: DataProviderInfo): readonly ProviderRoute[] {
    return ways.map((way) => routeOf(way));
  }
}
