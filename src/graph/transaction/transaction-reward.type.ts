import { ObjectType } from "type-graphql";
import type { DecimalValue } from "../../core/decimal.js";
import { FdxField } from "../fdx-field.type.js";
import { Decimal } from "../scalars/decimal.js";

/** FDX `TransactionReward`. */
@ObjectType({ simpleResolvers: true, description: "What a transaction earned in a loyalty programme." })
export class TransactionReward {
  @FdxField(() => String, "The provider's id of the reward category.")
  readonly categoryId?: string | null;

  @FdxField(() => Decimal, "Points or money earned.")
  readonly accrued?: DecimalValue | null;

  @FdxField(() => Decimal, "Points or money added or taken back later.")
  readonly adjusted?: DecimalValue | null;
}
