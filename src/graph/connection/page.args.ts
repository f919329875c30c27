import { ArgsType, Field, Int } from "type-graphql";
import { GatewayError } from "../../core/gateway-error.js";

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 50;

// Fields without a default are declared only: type-graphql deletes one that exists and was not given, and V8 then keeps the
// object as a dictionary (docs/adr/0042-one-shape.md).
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE_SIZE,
    description: "How many entries at most, from 1 to 100.",
  })
  readonly first: number = DEFAULT_PAGE_SIZE;

  @Field(() => String, {
    nullable: true,
    description: "Entries after this cursor, the `endCursor` of another page.",
  })
  declare readonly after?: string | null;
}

/** @throws GatewayError ARGUMENT_INVALID */
export function requirePageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE_SIZE) return first;
  throw new GatewayError("ARGUMENT_INVALID", `first is ${first}`, { facts: { argument: "first" } });
}
