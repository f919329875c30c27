import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { DataProviderInfo } from "../../core/data-provider-info.js";
import { slice } from "../connection/slice.js";
import type { GraphContext } from "../context.js";
import { DataProviderConnection } from "./data-provider.type.js";
import { DataProviderSearchArgs, requireSearch } from "./data-provider-search.args.js";

@Resolver()
export class DataProviderResolver {
  @Query(() => DataProviderConnection, {
    nullable: true,
    description: "The data providers that end users can connect, by name.",
  })
  dataProviders(
    @Ctx() context: GraphContext,
    @Args(() => DataProviderSearchArgs) args: DataProviderSearchArgs,
  ): DataProviderConnection {
    const text = plain(requireSearch(args));
    const { country, connectable } = args;
    const found = context.dataProviders
      .list()
      .filter(
        (bank) =>
          (country == null || bank.country === country) &&
          (!connectable || bank.ways.length > 0) &&
          (text === "" || nameOf(bank).includes(text)),
      );
    return slice(found, args, (bank) => bank.id);
  }
}

/** Thousands of names are searched at once: each is made plain once in its life. */
const plainNames = new WeakMap<DataProviderInfo, string>();

function nameOf(bank: DataProviderInfo): string {
  const known = plainNames.get(bank);
  if (known !== undefined) return known;
  const name = plain(bank.name);
  plainNames.set(bank, name);
  return name;
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .trim();
}
