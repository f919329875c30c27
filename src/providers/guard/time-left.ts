import { GatewayError } from "../../core/gateway-error.js";
import type { DataProviderId } from "../../core/ids.js";
import type { UpstreamRequest } from "../data-provider.js";

/** With less left nothing is begun: no answer would come in time, and the bank would have worked for nobody. */
export const LEAST_TIME_MS = 50;

/** @throws GatewayError PROVIDER_TIMEOUT if a call would be too late, or nobody waits for it any more */
export function requireTime(
  id: DataProviderId,
  { signal, deadline }: Pick<UpstreamRequest, "deadline" | "signal">,
): void {
  if (!signal.aborted && deadline.remainingMs >= LEAST_TIME_MS) return;
  throw new GatewayError("PROVIDER_TIMEOUT", `${id}: no call was made, the request's time was over`);
}
