import { ObjectType } from "type-graphql";
import { HttpAction } from "../enums/transaction-enums.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `HateoasLink`. */
@ObjectType({
  simpleResolvers: true,
  description:
    "A link the provider gives. It leads to the provider's own API, which an app cannot call: the gateway keeps the tokens.",
})
export class HateoasLink {
  @FdxField(() => String, "The address, absolute or relative to the provider's API.")
  readonly href?: string | null;

  @FdxField(() => HttpAction, "The HTTP method it is meant for.")
  readonly action?: string | null;

  @FdxField(() => String, "How what is behind the link relates to this object.")
  readonly rel?: string | null;

  @FdxField(() => [String], "Media types that can be fetched, for example application/pdf.")
  readonly types?: readonly string[] | null;
}
