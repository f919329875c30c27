import { GatewayError } from "./gateway-error.js";

/** FDX nests some six levels; providers' own data, a few more. */
const MAX_LEVELS = 100;

/**
 * To be asked before a provider's value is written as JSON: `JSON.stringify` runs out of stack some thousand levels down,
 * and would take the whole answer with it.
 * @throws GatewayError PROVIDER_ANSWER_INVALID for a value of more than a hundred levels
 */
export function requireShallow(value: unknown): void {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) {
      throw new GatewayError("PROVIDER_ANSWER_INVALID", "a value that is nested too deeply");
    }
    level = level.flatMap((each): unknown[] =>
      typeof each === "object" && each !== null ? Object.values(each) : [],
    );
  }
}
