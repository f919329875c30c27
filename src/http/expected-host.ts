import type { IncomingHttpHeaders } from "node:http";
import { GatewayError } from "../core/gateway-error.js";

/**
 * @param onlyHosts the names that are answered to; any if `undefined`.
 * @throws GatewayError FORBIDDEN
 */
export function expectHost({ host }: IncomingHttpHeaders, onlyHosts: readonly string[] | undefined): void {
  if (onlyHosts === undefined || onlyHosts.includes(hostnameOf(host ?? ""))) return;
  throw new GatewayError("FORBIDDEN", "unexpected Host");
}

/** Without the port; an IPv6 address keeps its brackets. */
function hostnameOf(host: string): string {
  if (host.startsWith("[")) return host.slice(0, host.indexOf("]") + 1);
  return host.split(":", 1)[0] ?? "";
}
