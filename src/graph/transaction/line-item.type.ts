import { Int, ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";
import { HateoasLink } from "./hateoas-link.type.js";

/** FDX `LineItem`. */
@ObjectType({
  simpleResolvers: true,
  description: "One part of a transaction that the provider breaks down.",
})
export class LineItem {
  @FdxField(() => String, "What the part is for.")
  readonly description?: string | null;

  @FdxField(() => Decimal, "Its amount, in the currency of the account.")
  readonly amount?: DecimalValue | null;

  @FdxField(() => Int, "The number of the cheque.")
  readonly checkNumber?: number | null;

  @FdxField(() => String, "A remark.")
  readonly memo?: string | null;

  @FdxField(() => String, "A tracking number.")
  readonly reference?: string | null;

  @FdxField(() => [String], "The provider's ids of images, for example of a cheque.")
  readonly imageIds?: readonly string[] | null;

  @FdxField(() => [HateoasLink], "Links the provider gives.")
  readonly links?: readonly HateoasLink[] | null;
}
