import { Args, Ctx, Query, Resolver } from "type-graphql";
import { PageArgs } from "../connection/page.args.js";
import { slice } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import { DataProviderConnection } from "./data-provider.type.js";

@Resolver()
export class DataProviderResolver {
  @Query(() => DataProviderConnection, {
    nullable: true,
    description: "The data providers that end users can connect, by name.",
  })
  dataProviders(@Ctx() context: GraphContext, @Args(() => PageArgs) args: PageArgs): DataProviderConnection {
    return slice(context.dataProviders, args, (provider) => provider.id);
  }
}
