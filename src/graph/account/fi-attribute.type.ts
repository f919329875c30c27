import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";

/** FDX `FiAttribute`. */
@ObjectType({
  simpleResolvers: true,
  description:
    "One of the provider's own attributes, outside the FDX model. Names and values differ from provider to provider.",
})
export class FiAttribute {
  @FdxField(() => String, "The provider's name of the attribute.")
  readonly name?: string | null;

  @FdxField(() => String, "Its value as text.")
  readonly value?: string | null;
}
