import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { CustomerName } from "./customer-name.type.js";
import { Domicile } from "./domicile.type.js";
import { IndustryCode } from "./industry-code.type.js";

/** FDX `BusinessCustomer`. */
@ObjectType({ simpleResolvers: true, description: "What is known of a customer that is a business." })
export class BusinessCustomer {
  @FdxField(() => String, "The registered name.")
  readonly name?: string | null;

  @FdxField(() => [CustomerName], "Who may act for it.")
  readonly registeredAgents?: readonly CustomerName[] | null;

  @FdxField(() => String, "Its number in the business register.")
  readonly registeredId?: string | null;

  @FdxField(() => IndustryCode, "What it does.")
  readonly industryCode?: IndustryCode | null;

  @FdxField(() => Domicile, "Where it is registered.")
  readonly domicile?: Domicile | null;
}
