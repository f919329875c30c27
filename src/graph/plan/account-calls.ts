import type { FdxResource } from "../../core/fdx-resource.js";
import type { AccountOrigin } from "../account/account-node.js";
import { type HistoryPlace, placeAt, startOf } from "../connection/history-place.js";
import type { HistoryArgs } from "../connection/history.args.js";
import { requirePageSize } from "../connection/page.args.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { selectedFields } from "../selected-fields.js";
import type { NeededCalls } from "./needed-calls.js";
import { argumentsOf, type PlannedField, type PlanScope, unlessRefused } from "./plan-scope.js";

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

/** Adds the call that a field of an account costs, if it costs one. The field may stand at the root with the account's id. */
export function addAccountCall(
  calls: NeededCalls,
  scope: PlanScope,
  origin: AccountOrigin,
  field: PlannedField,
): void {
  const { consent, accountId } = origin;
  const single = CALLS.get(field.name);
  if (single !== undefined) calls.add(single, consent, accountId);
  const history = HISTORIES.get(field.name);
  if (history === undefined) return;
  const place = unlessRefused(() => placeOf(scope, origin, field));
  if (place === undefined) return;
  const { startDate, endDate, limit, cursor } = place;
  calls.add(history, consent, accountId, startDate, endDate, limit, cursor);
}

/** @throws GatewayError where the resolver refuses the field before any call */
function placeOf(scope: PlanScope, origin: AccountOrigin, field: PlannedField): HistoryPlace {
  const { context } = scope;
  const { nodes } = field;
  const name = field.name === "accountTransactions" ? "transactions" : field.name;
  requireRawAllowed(context, selectedFields({ ...scope, fieldNodes: nodes }, ["nodes"], ["edges", "node"]));
  const args = argumentsOf(scope, field) as unknown as HistoryArgs;
  const first = requirePageSize(args.first);
  if (args.after != null) return placeAt(context, { name, origin }, args.after, args);
  return startOf(args, first, context.clock.now());
}
