import { GatewayError } from "../../core/gateway-error.js";

/**
 * @returns STORE_UNAVAILABLE with no more than the first word of what Redis said: the rest may quote the command, and
 * with it a ciphertext.
 */
export function redisFailure(what: string, cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause;
  const said = cause instanceof Error ? (/^[A-Z]{2,20}\b/.exec(cause.message)?.[0] ?? cause.name) : "failure";
  return new GatewayError("STORE_UNAVAILABLE", `${what}: ${said}`);
}

/**
 * @returns whether Redis says that the key is somewhere else, or that this node is no master (any more). `ASK` is not
 * among them: only this slot is on its way elsewhere, and the node serves its others.
 */
export function isMisrouted(failure: unknown): boolean {
  return failure instanceof Error && /^(MOVED|READONLY|CLUSTERDOWN|MASTERDOWN)\b/.test(failure.message);
}
