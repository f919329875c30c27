import { ObjectType } from "type-graphql";
import { AccountHolderRelationship } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { HateoasLink } from "../transaction/hateoas-link.type.js";

/** FDX `CustomerToAccountRelationship`. */
@ObjectType({ simpleResolvers: true, description: "An account of a customer and the customer's role in it." })
export class CustomerToAccountRelationship {
  @FdxField(() => String, "The provider's id of the account.")
  readonly accountId?: string | null;

  @FdxField(() => AccountHolderRelationship, "The role.")
  readonly relationship?: string | null;

  @FdxField(() => [HateoasLink], "Links the provider gives.")
  readonly links?: readonly HateoasLink[] | null;
}
