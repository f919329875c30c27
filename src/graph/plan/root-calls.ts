import { accountRequest } from "../account/account-selection.js";
import { decodeAccountId } from "../account/account-node.js";
import { accountPlace } from "../account/account-page.js";
import type { PageArgs } from "../connection/page.args.js";
import { customerConsent } from "../customer/customer-consent.js";
import { selectedOfAccounts } from "../node/selected-of-accounts.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { selectedFields } from "../selected-fields.js";
import { type CashFlowArgs, requireWindow } from "../totals/cash-flow.args.js";
import { mayShowTransactions } from "../transaction/accounts-with-transactions.js";
import { mergedRequest } from "../transaction/merged-request.js";
import type { MergedTransactionsArgs } from "../transaction/merged-transactions.args.js";
import { accountCall } from "./account-calls.js";
import type { NeededCalls } from "./needed-calls.js";
import { argumentsOf, type PlannedField, type PlanScope, selectionOf } from "./plan-scope.js";

type AddCalls = (calls: NeededCalls, scope: PlanScope, field: PlannedField) => Promise<void>;

/** What each field of the root costs by itself; what the things it shows cost is counted where they are shown. */
export const ROOT_CALLS: ReadonlyMap<string, AddCalls> = new Map([
  ["accounts", addAccountPage],
  ["account", addAccount],
  ["node", addAccount],
  ["customer", addCustomer],
  ["customers", addCustomerLists],
  ["rewardPrograms", addRewardPrograms],
  ["accountTransactions", addAccountTransactions],
  ["transactions", addMergedTransactions],
  ["cashPosition", addAccountLists],
  ["netWorth", addAccountLists],
  ["cashFlow", addCashFlow],
]);

async function addAccountPage(calls: NeededCalls, scope: PlanScope, field: PlannedField): Promise<void> {
  const { context } = scope;
  requireRawAllowed(context, selectedFields(selectionOf(scope, field.nodes), ["nodes"], ["edges", "node"]));
  await accountPlace(context, argumentsOf(scope, field) as unknown as PageArgs);
  await addAccountLists(calls, scope);
}

/** Which windows are read of the accounts is told by the resolver. */
async function addCashFlow(calls: NeededCalls, scope: PlanScope, field: PlannedField): Promise<void> {
  requireWindow(argumentsOf(scope, field) as unknown as CashFlowArgs);
  for (const consent of await scope.context.activeConsents()) {
    if (mayShowTransactions(consent)) calls.addAccountList(consent);
  }
}

async function addAccountLists(calls: NeededCalls, { context }: PlanScope): Promise<void> {
  for (const consent of await context.activeConsents()) {
    calls.addAccountList(consent);
  }
}

async function addAccount(calls: NeededCalls, scope: PlanScope, field: PlannedField): Promise<void> {
  const { id } = argumentsOf(scope, field) as { readonly id: string };
  const origin = await decodeAccountId(scope.context, id);
  if (origin === undefined) return;
  const selection = selectionOf(scope, field.nodes);
  const selected = field.name === "node" ? selectedOfAccounts(selection) : selectedFields(selection, []);
  accountRequest(scope.context, origin.consent, selected);
  calls.addAccount(origin);
}

async function addAccountTransactions(
  calls: NeededCalls,
  scope: PlanScope,
  field: PlannedField,
): Promise<void> {
  const { accountId } = argumentsOf(scope, field) as { readonly accountId: string };
  const origin = await decodeAccountId(scope.context, accountId);
  if (origin !== undefined) accountCall(scope, field)?.(calls, origin);
}

/** The lists of accounts; which windows were read of them is told by the resolver. */
async function addMergedTransactions(
  calls: NeededCalls,
  scope: PlanScope,
  field: PlannedField,
): Promise<void> {
  const { context } = scope;
  requireRawAllowed(context, selectedFields(selectionOf(scope, field.nodes), ["nodes"], ["edges", "node"]));
  const args = argumentsOf(scope, field) as unknown as MergedTransactionsArgs;
  const { isWanted } = await mergedRequest(context, args);
  for (const consent of await context.activeConsents()) {
    if (isWanted(consent) && mayShowTransactions(consent)) calls.addAccountList(consent);
  }
}

async function addCustomer(calls: NeededCalls, scope: PlanScope, field: PlannedField): Promise<void> {
  const { consentId } = argumentsOf(scope, field) as { readonly consentId: string | null };
  const consent = await customerConsent(scope.context, consentId);
  if (consent !== undefined) calls.add("CUSTOMER", consent);
}

async function addCustomerLists(calls: NeededCalls, { context }: PlanScope): Promise<void> {
  for (const consent of await context.activeConsents()) {
    const way = context.dataProviders.wayOf(consent.dataProviderId);
    calls.add(way?.unsupported.has("CUSTOMERS") === true ? "CUSTOMER" : "CUSTOMERS", consent);
  }
}

async function addRewardPrograms(calls: NeededCalls, { context }: PlanScope): Promise<void> {
  for (const consent of await context.activeConsents()) {
    calls.add("REWARD_PROGRAMS", consent);
  }
}
