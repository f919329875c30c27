import * as account from "./account/account.js";
import * as bills from "./account/bills.js";
import * as commercialAccount from "./account/commercial-account.js";
import * as depositAccount from "./account/deposit-account.js";
import * as digitalWallet from "./account/digital-wallet.js";
import * as holding from "./account/holding.js";
import * as insuranceAccount from "./account/insurance-account.js";
import * as investmentAccount from "./account/investment-account.js";
import * as investmentPlan from "./account/investment-plan.js";
import * as lineOfCreditAccount from "./account/line-of-credit-account.js";
import * as loanAccount from "./account/loan-account.js";
import * as openOrder from "./account/open-order.js";
import * as security from "./account/security.js";
import * as common from "./common.js";
import * as businessCustomer from "./customer/business-customer.js";
import * as contact from "./customer/contact.js";
import * as customer from "./customer/customer.js";
import * as name from "./customer/name.js";
import * as accountEnums from "./enums/account-enums.js";
import * as accountType from "./enums/account-type.js";
import * as commercialEnums from "./enums/commercial-enums.js";
import * as customerEnums from "./enums/customer-enums.js";
import * as holdingEnums from "./enums/holding-enums.js";
import * as paymentNetworkEnums from "./enums/payment-network-enums.js";
import * as policyEnums from "./enums/policy-enums.js";
import * as rateEnums from "./enums/rate-enums.js";
import * as rewardEnums from "./enums/reward-enums.js";
import * as securityEnums from "./enums/security-enums.js";
import * as statementEnums from "./enums/statement-enums.js";
import * as transactionEnums from "./enums/transaction-enums.js";
import * as transactionType from "./enums/transaction-type.js";
import * as assetTransferNetwork from "./payment-network/asset-transfer-network.js";
import * as paymentNetwork from "./payment-network/payment-network.js";
import * as transferLimits from "./payment-network/transfer-limits.js";
import * as rewardProgram from "./reward/reward-program.js";
import * as statement from "./statement.js";
import * as buyNowPayLaterTransaction from "./transaction/buy-now-pay-later-transaction.js";
import * as commercialTransaction from "./transaction/commercial-transaction.js";
import * as investmentTransaction from "./transaction/investment-transaction.js";
import * as simpleTransactions from "./transaction/simple-transactions.js";
import * as transactionParts from "./transaction/transaction-parts.js";
import * as transaction from "./transaction/transaction.js";
import type { FdxEntity } from "./entity.js";
import type { FdxEnum } from "./fdx-enum.js";

/** Every table of this folder; a file is added here by hand. */
export const FDX_ENTITIES: readonly FdxEntity[] = [
  account,
  bills,
  commercialAccount,
  depositAccount,
  digitalWallet,
  holding,
  insuranceAccount,
  investmentAccount,
  investmentPlan,
  lineOfCreditAccount,
  loanAccount,
  openOrder,
  security,
  common,
  businessCustomer,
  contact,
  customer,
  name,
  assetTransferNetwork,
  paymentNetwork,
  transferLimits,
  rewardProgram,
  statement,
  buyNowPayLaterTransaction,
  commercialTransaction,
  investmentTransaction,
  simpleTransactions,
  transactionParts,
  transaction,
].flatMap((file): readonly FdxEntity[] => Object.values(file));

export const FDX_ENUMS: readonly FdxEnum[] = [
  accountEnums,
  accountType,
  commercialEnums,
  customerEnums,
  holdingEnums,
  paymentNetworkEnums,
  policyEnums,
  rateEnums,
  rewardEnums,
  securityEnums,
  statementEnums,
  transactionEnums,
  transactionType,
].flatMap((file): readonly FdxEnum[] => Object.values(file));

const byName: ReadonlyMap<string, FdxEntity> = new Map(FDX_ENTITIES.map((entity) => [entity.name, entity]));

/** @throws Error for a name that no table has: a mistake in a table, found when the program starts. */
export function entityNamed(name: string): FdxEntity {
  const entity = byName.get(name);
  if (entity === undefined) throw new Error(`no FDX table is called ${name}`);
  return entity;
}

/** The entities that `base`'s `tellBy` tells apart, or that have its rows. */
export function kindsOf(base: string): readonly FdxEntity[] {
  return FDX_ENTITIES.filter((entity) => entity.extends === base);
}
