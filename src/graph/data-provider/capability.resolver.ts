import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { DataProviderInfo } from "../../core/data-provider-info.js";
import { FDX_RESOURCES } from "../../core/fdx-resource.js";
import type { ResourceCapability as Learnt } from "../../core/provider-capability.js";
import type { GraphContext } from "../context.js";
import { DataProviderCapability, type ResourceCapability } from "./capability.type.js";
import { DataProvider } from "./data-provider.type.js";

const HOUR_MS = 60 * 60_000;

@Resolver(() => DataProvider)
export class CapabilityResolver {
  @FieldResolver(() => DataProviderCapability, {
    nullable: true,
    description: "What it serves by its preferred route, as far as is known; null where there is none.",
  })
  capability(
    @Ctx() context: GraphContext,
    @Root() { ways: [way] }: DataProviderInfo,
  ): DataProviderCapability | null {
    if (way === undefined) return null;
    const { resources, entities } = context.capabilityOf(way.id);
    return { fdxVersion: way.fdxVersion ?? null, resources: resources.map(resourceOf), types: entities };
  }
}

/** Not to the second, and told once an hour (`reportForApps`): the moment at which some other app's end user was served is nobody's business. */
function resourceOf({ resource, support, lastSeenAt }: Learnt): ResourceCapability {
  const hour = lastSeenAt === undefined ? null : new Date(lastSeenAt - (lastSeenAt % HOUR_MS)).toISOString();
  return { resource, support, dataClusters: FDX_RESOURCES[resource].dataClusters, lastSeenAt: hour };
}
