import { ObjectType } from "type-graphql";
import { DeliveryAddressType } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { CountryCode } from "../scalars/country-code.js";

/** FDX `DeliveryAddress`. */
@ObjectType({ simpleResolvers: true, description: "A postal address. Personal data." })
export class DeliveryAddress {
  @FdxField(() => String, "First line: street and number.")
  readonly line1?: string | null;

  @FdxField(() => String, "Second line.")
  readonly line2?: string | null;

  @FdxField(() => String, "Third line.")
  readonly line3?: string | null;

  @FdxField(() => String, "City or town.")
  readonly city?: string | null;

  @FdxField(() => String, "State, province or territory.")
  readonly region?: string | null;

  @FdxField(() => String, "Postal or ZIP code.")
  readonly postalCode?: string | null;

  @FdxField(() => CountryCode, "The country.")
  readonly country?: string | null;

  @FdxField(() => DeliveryAddressType, "What the address is used for.")
  readonly type?: string | null;

  @FdxField(() => Boolean, "Whether it is the main one; sent since FDX 6.3.")
  readonly primary?: boolean | null;
}
