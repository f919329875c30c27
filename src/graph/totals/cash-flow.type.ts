import type { Big } from "big.js";
import { Field, ObjectType } from "type-graphql";
import { CurrencyCode } from "../scalars/currency-code.js";
import { DateScalar } from "../scalars/date.js";
import { Decimal } from "../scalars/decimal.js";
import { TotalCoverage } from "./total-coverage.type.js";

@ObjectType({ simpleResolvers: true, description: "The cash that moved in one period and currency." })
export class CashFlowAmount {
  @Field(() => CurrencyCode, { description: "The currency. Nothing is converted." })
  readonly currency!: string;

  @Field(() => Decimal, { description: "The sum of what came in, never below zero." })
  readonly inflow!: Big;

  @Field(() => Decimal, { description: "The sum of what went out, never below zero." })
  readonly outflow!: Big;

  @Field(() => Decimal, { description: "`inflow` less `outflow`." })
  readonly net!: Big;
}

@ObjectType({ simpleResolvers: true, description: "A day, a week or a month of a cash flow." })
export class CashFlowPeriod {
  @Field(() => DateScalar, { description: "Its first day." })
  readonly from!: string;

  @Field(() => DateScalar, { description: "Its last day, included." })
  readonly to!: string;

  @Field(() => [CashFlowAmount], {
    description:
      "One entry for each currency of the accounts that were added up, in the order of their codes; zero where nothing moved.",
  })
  readonly amounts!: readonly CashFlowAmount[];
}

@ObjectType({
  simpleResolvers: true,
  description: "What came into the end user's cash accounts and went out of them.",
})
export class CashFlow {
  @Field(() => [CashFlowPeriod], {
    description: "Every period from the first day to the last, empty ones too.",
  })
  readonly periods!: readonly CashFlowPeriod[];

  @Field(() => TotalCoverage, { description: "What was added up, and what is missing." })
  readonly coverage!: TotalCoverage;
}
