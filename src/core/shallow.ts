import { GatewayError } from "./gateway-error.js";

/** FDX nests some six levels; providers' own data, a few more. */
const MAX_LEVELS = 100;

/**
 * To be asked before a provider's value is written as JSON: `JSON.stringify` runs out of stack some thousand levels down,
 * and would take the whole answer with it.
 * @throws GatewayError PROVIDER_ANSWER_INVALID for a value of more than a hundred levels
 */
export function requireShallow(value: unknown): void {
  if (isWithin(value, MAX_LEVELS)) return;
  throw new GatewayError("PROVIDER_ANSWER_INVALID", "a value that is nested too deeply");
}

/** Goes down no more levels than it is given, so it does not run out of stack itself. */
function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isWithin(each, levels - 1));
}
