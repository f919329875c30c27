import type { FdxResource } from "../../core/fdx-resource.js";
import type { AccountOrigin } from "../account/account-node.js";
import { type HistoryPlace, placeAt, startOf } from "../connection/history-place.js";
import type { HistoryArgs } from "../connection/history.args.js";
import { requirePageSize } from "../connection/page.args.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { selectedFields } from "../selected-fields.js";
import type { NeededCalls } from "./needed-calls.js";
import { argumentsOf, type PlannedField, type PlanScope, selectionOf, unlessRefused } from "./plan-scope.js";

/** Fields of an account that cost a call for each account; two with one call share it. */
const CALLS: ReadonlyMap<string, FdxResource> = new Map([
  ["contact", "ACCOUNT_CONTACT"],
  ["holders", "ACCOUNT_CONTACT"],
  ["paymentNetworks", "PAYMENT_NETWORKS"],
  ["assetTransferNetworks", "ASSET_TRANSFER_NETWORKS"],
]);

/** Lists that cost a call for each account and page. */
const HISTORIES: ReadonlyMap<string, FdxResource> = new Map([
  ["transactions", "TRANSACTIONS"],
  ["accountTransactions", "TRANSACTIONS"],
  ["statements", "STATEMENTS"],
]);

/** Adds the call that a field costs for one account. */
export type AddAccountCall = (calls: NeededCalls, origin: AccountOrigin) => void;

/**
 * What is the same for all accounts of a list is worked out once.
 * @param field of an account; it may stand at the root with the account's id.
 * @returns `undefined` for a field that costs no call.
 */
export function accountCall(scope: PlanScope, field: PlannedField): AddAccountCall | undefined {
  const single = CALLS.get(field.name);
  if (single !== undefined)
    return (calls, { consent, accountId }) => {
      calls.add(single, consent, accountId);
    };
  const history = HISTORIES.get(field.name);
  const placeIn = history && unlessRefused(() => placesOf(scope, field));
  if (history === undefined || placeIn === undefined) return undefined;
  return (calls, origin) => {
    const place = unlessRefused(() => placeIn(origin));
    if (place === undefined) return;
    const { startDate, endDate, limit, cursor } = place;
    calls.add(history, origin.consent, origin.accountId, startDate, endDate, limit, cursor);
  };
}

/** @throws GatewayError where the resolver refuses the field before any call; so does what is returned */
function placesOf(scope: PlanScope, field: PlannedField): (origin: AccountOrigin) => HistoryPlace {
  const { context } = scope;
  const { nodes } = field;
  const name = field.name === "accountTransactions" ? "transactions" : field.name;
  requireRawAllowed(context, selectedFields(selectionOf(scope, nodes), ["nodes"], ["edges", "node"]));
  const args = argumentsOf(scope, field) as unknown as HistoryArgs;
  const first = requirePageSize(args.first);
  const { after } = args;
  // A cursor is one account's.
  if (after != null) return (origin) => placeAt(context, { name, origin }, after, args);
  const start = startOf(args, first, context.today);
  return () => start;
}
