import { ObjectType } from "type-graphql";
import { SecurityCategory } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `OtherSecurity`. */
@ObjectType({
  simpleResolvers: true,
  description: "A security of any other family, one that this gateway does not know yet included.",
})
export class OtherSecurity {
  @FdxField(
    () => SecurityCategory,
    "The family of the security; UNRECOGNIZED for one this gateway does not know.",
  )
  readonly securityCategory?: string | null;

  @FdxField(() => String, "The provider's words for what it is.")
  readonly typeDescription?: string | null;
}
