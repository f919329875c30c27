import { Field, ID, ObjectType } from "type-graphql";
import { DocumentStatus } from "../enums/statement-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { DateScalar } from "../scalars/date.js";
import { HateoasLink } from "../transaction/hateoas-link.type.js";

/** FDX `Statement`. */
@ObjectType({ simpleResolvers: true, description: "A periodic statement of an account. Needs STATEMENTS." })
export class Statement {
  @Field(() => ID, {
    description: "The gateway's id of this statement. It works only for the same app, end user and consent.",
  })
  readonly id!: string;

  @FdxField(() => String, "The provider's id of the account.")
  readonly accountId?: string | null;

  @FdxField(() => String, "The provider's own id of the statement; stable.")
  readonly statementId?: string | null;

  @FdxField(() => DateScalar, "The day of the statement.")
  readonly statementDate?: string | null;

  @FdxField(() => String, "The provider's free text.")
  readonly description?: string | null;

  @FdxField(() => DocumentStatus, "Whether the document can be fetched.")
  readonly status?: string | null;

  @FdxField(() => [HateoasLink], "Links the provider gives to the document.")
  readonly links?: readonly HateoasLink[] | null;
}
