import type { Big } from "big.js";
import { Field, ObjectType } from "type-graphql";
import { CurrencyCode } from "../scalars/currency-code.js";
import { Decimal } from "../scalars/decimal.js";
import { TotalCoverage } from "./total-coverage.type.js";

@ObjectType({ simpleResolvers: true, description: "The cash in one currency." })
export class CashAmount {
  @Field(() => CurrencyCode, { description: "The currency. Nothing is converted." })
  readonly currency!: string;

  @Field(() => Decimal, { description: "The sum of the booked balances; overdrawn accounts lower it." })
  readonly amount!: Big;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "The sum of what can be spent now. Null unless the bank of every account that was added up says it.",
  })
  readonly available!: Big | null;
}

@ObjectType({ simpleResolvers: true, description: "The end user's money at hand." })
export class CashPosition {
  @Field(() => [CashAmount], { description: "One entry for each currency, in the order of their codes." })
  readonly amounts!: readonly CashAmount[];

  @Field(() => TotalCoverage, { description: "What was added up, and what is missing." })
  readonly coverage!: TotalCoverage;
}
