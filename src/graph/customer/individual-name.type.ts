import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";

/** FDX `IndividualName`. */
@ObjectType({ simpleResolvers: true, description: "The name of a person." })
export class IndividualName {
  @FdxField(() => String, "Given name.")
  readonly first?: string | null;

  @FdxField(() => String, "Middle name or initial.")
  readonly middle?: string | null;

  @FdxField(() => String, "Family name.")
  readonly last?: string | null;

  @FdxField(() => String, "What follows the name, for example Jr.")
  readonly suffix?: string | null;
}
