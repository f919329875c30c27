import { ObjectType } from "type-graphql";
import { SecurityIdType } from "../enums/security-enums.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `SecurityId`. */
@ObjectType({
  simpleResolvers: true,
  description: "A number that names a security, and whose numbering it is.",
})
export class SecurityId {
  @FdxField(() => String, "The number. This is not a gateway id.")
  readonly id?: string | null;

  @FdxField(() => SecurityIdType, "The numbering scheme.")
  readonly idType?: string | null;
}
