import type { DataCluster, ScopeNames } from "../core/data-cluster.js";
import { GatewayError } from "../core/gateway-error.js";
import type { IssuedTokens } from "../oauth/authorization-server.js";
import type { Consent } from "./consent.js";

/** @throws GatewayError ARGUMENT_INVALID, DATA_CLUSTER_UNSUPPORTED */
export function requireOfferedClusters(
  offered: readonly DataCluster[],
  requested: readonly DataCluster[],
): void {
  if (requested.length === 0) {
    throw new GatewayError("ARGUMENT_INVALID", "no data cluster requested", {
      facts: { argument: "dataClusters" },
    });
  }
  const missing = requested.find((cluster) => !offered.includes(cluster));
  if (missing === undefined) return;
  throw new GatewayError("DATA_CLUSTER_UNSUPPORTED", `${missing} is not offered`, {
    facts: { dataCluster: missing },
  });
}

/** A server that says nothing of the scope granted what was asked (RFC 6749 §5.1); more than that is not believed. */
export function grantedClusters(consent: Consent, issued: IssuedTokens, scopes: ScopeNames): DataCluster[] {
  if (issued.scope === undefined) return [...consent.requestedClusters];
  const granted = scopes.clustersOf(issued.scope);
  return consent.requestedClusters.filter((cluster) => granted.includes(cluster));
}
