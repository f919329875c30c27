import { ObjectType } from "type-graphql";
import { IndustryClassificationSystem } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `IndustryCode`. */
@ObjectType({ simpleResolvers: true, description: "What a business does, by a classification scheme." })
export class IndustryCode {
  @FdxField(() => IndustryClassificationSystem, "The scheme.")
  readonly type?: string | null;

  @FdxField(() => String, "The code in that scheme.")
  readonly code?: string | null;
}
