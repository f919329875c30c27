import type { Big } from "big.js";
import { Field, ObjectType } from "type-graphql";
import { CurrencyCode } from "../scalars/currency-code.js";
import { Decimal } from "../scalars/decimal.js";
import { TotalCoverage } from "./total-coverage.type.js";

@ObjectType({ simpleResolvers: true, description: "What is owned and owed in one currency." })
export class NetWorthAmount {
  @Field(() => CurrencyCode, { description: "The currency. Nothing is converted." })
  readonly currency!: string;

  @Field(() => Decimal, {
    description: "The sum of all accounts that are owned; overdrawn ones lower it.",
  })
  readonly assets!: Big;

  @Field(() => Decimal, {
    description:
      "The sum of what is owed on loans, cards and lines of credit; one that was paid too much lowers it.",
  })
  readonly liabilities!: Big;

  @Field(() => Decimal, { description: "`assets` less `liabilities`." })
  readonly net!: Big;
}

@ObjectType({ simpleResolvers: true, description: "What the end user owns and owes." })
export class NetWorth {
  @Field(() => [NetWorthAmount], { description: "One entry for each currency, in the order of their codes." })
  readonly amounts!: readonly NetWorthAmount[];

  @Field(() => TotalCoverage, { description: "What was added up, and what is missing." })
  readonly coverage!: TotalCoverage;
}
