import { ObjectType } from "type-graphql";
import { DeliveryAddress } from "../customer/delivery-address.type.js";
import { IndividualName } from "../customer/individual-name.type.js";
import { TelephoneNumber } from "../customer/telephone-number.type.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `BusinessName`. */
@ObjectType({ simpleResolvers: true, description: "The name of a business, in up to two lines." })
export class BusinessName {
  @FdxField(() => String, "First line.")
  readonly name1?: string | null;

  @FdxField(() => String, "Second line.")
  readonly name2?: string | null;
}

/** FDX `TransactionPayee`. */
@ObjectType({
  simpleResolvers: true,
  description: "The other side of a transaction. Providers before FDX 6 put it into the description.",
})
export class TransactionPayee {
  @FdxField(() => BusinessName, "The name, if a business.")
  readonly merchantName?: BusinessName | null;

  @FdxField(() => String, "The provider's id of the business.")
  readonly merchantId?: string | null;

  @FdxField(() => IndividualName, "The name, if a person.")
  readonly individualName?: IndividualName | null;

  @FdxField(() => DeliveryAddress, "Where the payee is.")
  readonly address?: DeliveryAddress | null;

  @FdxField(() => TelephoneNumber, "How to call the payee.")
  readonly phone?: TelephoneNumber | null;
}
