import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { CountryCode } from "../scalars/country-code.js";

/** FDX `Domicile`. */
@ObjectType({ simpleResolvers: true, description: "Where an account or business is at home, in law." })
export class Domicile {
  @FdxField(() => String, "State, province or territory.")
  readonly region?: string | null;

  @FdxField(() => CountryCode, "The country.")
  readonly country?: string | null;
}
