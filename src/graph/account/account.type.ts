import { InterfaceType } from "type-graphql";
import { Domicile } from "../customer/domicile.type.js";
import {
  AccountBillPayStatus,
  AccountCategory,
  AccountStatus,
  BalanceType,
  LineOfBusinessType,
} from "../enums/account-enums.js";
import { AccountType } from "../enums/account-type.js";
import { FdxField } from "../fdx-field.type.js";
import { Node } from "../node/node.type.js";
import { DateScalar } from "../scalars/date.js";
import { accountTypeName } from "./account-type-name.js";
import { Currency } from "./currency.type.js";
import { FiAttribute } from "./fi-attribute.type.js";

/** FDX `AccountDescriptor` and `Account`: what all categories have in common. Full account numbers are left to PaymentNetwork. */
@InterfaceType({
  implements: Node,
  resolveType: accountTypeName,
  description:
    "An account at a data provider. Ask for a category's own fields with a fragment on its type, for example `... on DepositAccount`.",
})
export abstract class Account extends Node {
  @FdxField(
    () => String,
    "The provider's own id of the account. Stable, unique at that provider, and not the account number.",
  )
  readonly accountId?: string | null;

  @FdxField(() => AccountCategory, "The family the account belongs to.")
  readonly accountCategory?: string | null;

  @FdxField(() => AccountType, "The product kind.")
  readonly accountType?: string | null;

  @FdxField(() => String, "The masked account number for screens, usually its last four digits.")
  readonly accountNumberDisplay?: string | null;

  @FdxField(() => String, "The provider's id of the product; sent since FDX 6.4.")
  readonly productId?: string | null;

  @FdxField(() => String, "The product's name as marketed.")
  readonly productName?: string | null;

  @FdxField(() => String, "The name the customer gave the account.")
  readonly nickname?: string | null;

  @FdxField(() => AccountStatus, "Where the account is in its life.")
  readonly status?: string | null;

  @FdxField(() => String, "The provider's free text about the account.")
  readonly description?: string | null;

  @FdxField(() => DateScalar, "The day the account was opened.")
  readonly accountOpenDate?: string | null;

  @FdxField(() => DateScalar, "The day the account was closed; missing while it is open.")
  readonly accountCloseDate?: string | null;

  @FdxField(() => Currency, "The currency of every amount of this account that names no other.")
  readonly currency?: Currency | null;

  @FdxField(() => [FiAttribute], "What the provider says beyond the FDX model.")
  readonly fiAttributes?: readonly FiAttribute[] | null;

  @FdxField(() => String, "The provider's id of the account this one is a part of. Needs ACCOUNT_DETAILED.")
  readonly parentAccountId?: string | null;

  @FdxField(() => String, "The provider's business line, in its own words. Needs ACCOUNT_DETAILED.")
  readonly lineOfBusiness?: string | null;

  @FdxField(() => LineOfBusinessType, "The provider's business line, coded. Needs ACCOUNT_DETAILED.")
  readonly lineOfBusinessType?: string | null;

  @FdxField(
    () => BalanceType,
    "Whether balances are owned or owed: read it before adding accounts up. Needs ACCOUNT_DETAILED.",
  )
  readonly balanceType?: string | null;

  @FdxField(
    () => Boolean,
    "Whether taking money out or paying off early costs a fee. Needs ACCOUNT_DETAILED.",
  )
  readonly earlyPenaltyFlag?: boolean | null;

  @FdxField(() => Boolean, "Whether the account can receive transfers. Needs ACCOUNT_DETAILED.")
  readonly transferIn?: boolean | null;

  @FdxField(() => Boolean, "Whether transfers can be made from the account. Needs ACCOUNT_DETAILED.")
  readonly transferOut?: boolean | null;

  @FdxField(() => AccountBillPayStatus, "Whether bills can be paid from the account. Needs ACCOUNT_DETAILED.")
  readonly billPayStatus?: string | null;

  @FdxField(() => DateScalar, "The day of the latest activity. Needs ACCOUNT_DETAILED.")
  readonly lastActivityDate?: string | null;

  @FdxField(
    () => String,
    "The provider's id of the loyalty programme tied to the account. Needs ACCOUNT_DETAILED.",
  )
  readonly rewardProgramId?: string | null;

  @FdxField(() => Domicile, "Where the account is held. Needs ACCOUNT_DETAILED.")
  readonly domicile?: Domicile | null;

  @FdxField(() => String, "The Canadian institution number, three digits. Needs ACCOUNT_DETAILED.")
  readonly bankInstitutionId?: string | null;

  @FdxField(() => String, "The Canadian transit (branch) number, five digits. Needs ACCOUNT_DETAILED.")
  readonly bankTransitId?: string | null;
}
