import { ObjectType } from "type-graphql";
import { TelephoneNetwork, TelephoneNumberPurpose } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `TelephoneNumber`. */
@ObjectType({ simpleResolvers: true, description: "A telephone number. Personal data." })
export class TelephoneNumber {
  @FdxField(() => TelephoneNumberPurpose, "What the number is used for.")
  readonly type?: string | null;

  @FdxField(() => String, "The dialling code of the country, for example +1 or 1.")
  readonly country?: string | null;

  @FdxField(() => String, "The number without the dialling code, digits only at most providers.")
  readonly number?: string | null;

  @FdxField(() => TelephoneNetwork, "The network it belongs to; sent since FDX 6.3.")
  readonly network?: string | null;

  @FdxField(() => Boolean, "Whether it is the main one; sent since FDX 6.3.")
  readonly primary?: boolean | null;
}
