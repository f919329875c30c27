import type { ActiveConsent } from "../consents/consent.js";
import type { DataCluster } from "../core/data-cluster.js";
import { GatewayError } from "../core/gateway-error.js";

/**
 * Refuses before any upstream call what the end user has not granted.
 * @param clusters any one of them is enough.
 * @throws GatewayError DATA_CLUSTER_NOT_GRANTED, naming the first
 */
export function requireCluster(
  consent: ActiveConsent,
  ...clusters: readonly [DataCluster, ...DataCluster[]]
): void {
  if (hasCluster(consent, ...clusters)) return;
  throw notGranted(consent, clusters[0]);
}

export function notGranted({ id }: ActiveConsent, dataCluster: DataCluster): GatewayError {
  return new GatewayError("DATA_CLUSTER_NOT_GRANTED", `consent ${id} lacks ${dataCluster}`, {
    facts: { dataCluster },
  });
}

export function hasCluster(consent: ActiveConsent, ...clusters: readonly DataCluster[]): boolean {
  return clusters.some((cluster) => consent.state.grantedClusters.includes(cluster));
}
