import { ArgsType, Field } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";
import { PageArgs } from "../connection/page.args.js";
import { CountryCode } from "../scalars/country-code.js";

const MAX_SEARCH_LENGTH = 100;

@ArgsType()
export class DataProviderSearchArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: "A part of the name, whatever its letter case and accents. At most 100 characters.",
  })
  declare readonly search?: string | null;

  @Field(() => CountryCode, { nullable: true, description: "Only banks that serve this country." })
  declare readonly country?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: "False lists also those that cannot be connected now; see `registration`.",
  })
  readonly connectable: boolean = true;
}

/** @throws GatewayError ARGUMENT_INVALID */
export function requireSearch({ search }: DataProviderSearchArgs): string {
  const text = search ?? "";
  if (text.length <= MAX_SEARCH_LENGTH) return text;
  throw new GatewayError("ARGUMENT_INVALID", "search is too long", { facts: { argument: "search" } });
}
