import { ObjectType } from "type-graphql";
import { AccountType } from "../enums/account-type.js";
import { FdxField } from "../fdx-field.type.js";

/** FDX `FundingSource`. */
@ObjectType({ simpleResolvers: true, description: "Another account that covers an overdraft." })
export class FundingSource {
  @FdxField(() => String, "The provider's id of that account; missing if it is held elsewhere.")
  readonly accountId?: string | null;

  @FdxField(() => String, "Its masked number.")
  readonly accountNumberDisplay?: string | null;

  @FdxField(() => AccountType, "Its product kind.")
  readonly accountType?: string | null;

  @FdxField(() => String, "Who holds it.")
  readonly institutionName?: string | null;
}
