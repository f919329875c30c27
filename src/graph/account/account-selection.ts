import type { ActiveConsent } from "../../consents/consent.js";
import { entityNamed } from "../../fdx/model.js";
import type { ResultType } from "../../loaders/records.js";
import { hasCluster, requireCluster } from "../require-cluster.js";

/** FDX AccountDescriptor: all that `resultType=lightweight` promises. */
const DESCRIPTOR = Object.entries(entityNamed("Account").fields)
  .filter(([, [, , , notes]]) => notes?.cluster === undefined)
  .map(([name]) => name);

/** Fields that the gateway answers itself or by calls of their own. */
const ELSEWHERE = [
  "__typename",
  "id",
  "consent",
  "transactions",
  "paymentNetworks",
  "assetTransferNetworks",
  "contact",
  "holders",
  "statements",
];

const WITHOUT_DETAILS: ReadonlySet<string> = new Set([...DESCRIPTOR, ...ELSEWHERE]);

/** @returns the lightest answer that still holds every selected field. */
export function resultTypeFor(selected: ReadonlySet<string>): ResultType {
  return [...selected].every((field) => WITHOUT_DETAILS.has(field)) ? "lightweight" : "details";
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
