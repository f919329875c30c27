import { ObjectType } from "type-graphql";
import { FdxField } from "../fdx-field.type.js";
import { IndividualName } from "./individual-name.type.js";

/** FDX `CustomerName`. */
@ObjectType({ simpleResolvers: true, description: "The name of a customer, person or company." })
export class CustomerName extends IndividualName {
  @FdxField(() => String, "What precedes the name, for example Dr.")
  readonly prefix?: string | null;

  @FdxField(() => String, "The name of the company, if the customer is one.")
  readonly company?: string | null;
}
