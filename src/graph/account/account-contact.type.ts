import { ObjectType } from "type-graphql";
import { AccountHolder } from "../customer/account-holder.type.js";
import { DeliveryAddress } from "../customer/delivery-address.type.js";
import { TelephoneNumber } from "../customer/telephone-number.type.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `AccountContact`. */
@ObjectType({
  simpleResolvers: true,
  description:
    "How to reach the holders of an account. Needs CUSTOMER_CONTACT. Addresses and numbers are the account's: they do not say which holder they belong to.",
})
export class AccountContact {
  @FdxField(() => [String], "E-mail addresses.")
  readonly emails?: readonly string[] | null;

  @FdxField(() => [DeliveryAddress], "Postal addresses.")
  readonly addresses?: readonly DeliveryAddress[] | null;

  @FdxField(() => [TelephoneNumber], "Telephone numbers.")
  readonly telephones?: readonly TelephoneNumber[] | null;

  @FdxField(() => [AccountHolder], "Owners and other parties.")
  readonly holders?: readonly AccountHolder[] | null;
}
