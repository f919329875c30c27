import type { ActiveConsent } from "../../consents/consent.js";
import { entityNamed } from "../../fdx/model.js";
import type { ResultType } from "../../loaders/records.js";
import type { GraphContext } from "../context.js";
import { requireRawAllowed } from "../raw/raw-payload.js";
import { hasCluster, requireCluster } from "../require-cluster.js";

/** FDX AccountDescriptor: all that `resultType=lightweight` promises. */
const DESCRIPTOR = Object.entries(entityNamed("Account").fields)
  .filter(([, [, , , notes]]) => notes?.cluster === undefined)
  .map(([name]) => name);

/** Fields that the gateway answers itself. */
const OWN = ["__typename", "id", "asOf", "consent", "source"];

/** Fields that banks are asked for by the account's id alone. */
const ASKED_BY_ID = [
  "transactions",
  "paymentNetworks",
  "assetTransferNetworks",
  "contact",
  "holders",
  "statements",
];

/** Fields that banks are asked for once the account is known. */
const READ_ON: readonly string[] = [...ASKED_BY_ID, "rewardProgram"];

const WITHOUT_DETAILS: ReadonlySet<string> = new Set([...DESCRIPTOR, ...OWN, ...ASKED_BY_ID]);

/** @returns the lightest answer that still holds every selected field. */
export function resultTypeFor(selected: ReadonlySet<string>): ResultType {
  return [...selected].every((field) => WITHOUT_DETAILS.has(field)) ? "lightweight" : "details";
}

/** Whether banks are asked for more once they have told the accounts. */
export function isReadOn(selected: ReadonlySet<string>): boolean {
  return READ_ON.some((field) => selected.has(field));
}

/**
 * @returns how to ask for one account with these fields.
 * @throws GatewayError DATA_CLUSTER_NOT_GRANTED, RAW_PAYLOAD_NOT_ALLOWED
 */
export function accountRequest(
  context: GraphContext,
  consent: ActiveConsent,
  selected: ReadonlySet<string>,
): ResultType {
  requireRawAllowed(context, selected);
  const wanted = resultTypeFor(selected);
  const resultType = grantedResultType(consent, wanted);
  if (wanted === "details") requireCluster(consent, "ACCOUNT_DETAILED");
  return resultType;
}

/**
 * @returns what may be asked for under the consent: the list with details holds the lightweight one, so either cluster
 * is enough for that.
 * @throws GatewayError DATA_CLUSTER_NOT_GRANTED
 */
export function grantedResultType(consent: ActiveConsent, wanted: ResultType): ResultType {
  requireCluster(consent, "ACCOUNT_BASIC", "ACCOUNT_DETAILED");
  if (!hasCluster(consent, "ACCOUNT_DETAILED")) return "lightweight";
  return hasCluster(consent, "ACCOUNT_BASIC") ? wanted : "details";
}
