import { ObjectType } from "type-graphql";
import { AccountHolderRelationship } from "../enums/customer-enums.js";
import { FdxField } from "../fdx-field.type.js";
import { CustomerRecord } from "./customer-record.type.js";

/** FDX `AccountHolder`. */
@ObjectType({ simpleResolvers: true, description: "An owner of an account, or another party to it." })
export class AccountHolder extends CustomerRecord {
  @FdxField(() => AccountHolderRelationship, "The role in the account.")
  readonly relationship?: string | null;
}
