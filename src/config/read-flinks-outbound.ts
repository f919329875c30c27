import type { Environment, Faults } from "./checked-input.js";
import { ConfigError } from "./config-error.js";
import type { FlinksOutboundConfig } from "./flinks-config.js";
import { readFlinks } from "./read-flinks.js";

/**
 * Reads the Flinks file alone, for the operator's commands: nothing else of the gateway need be configured.
 * @throws ConfigError with every fault of the file and its secrets, not only the first.
 */
export function readFlinksOutbound(environment: Environment): FlinksOutboundConfig {
  const faults: Faults = [];
  if (environment["FLINKS_FILE"] === undefined) faults.push("environment: FLINKS_FILE is missing");
  const flinks = readFlinks(environment, faults);
  const outbound = flinks?.outbound;
  if (flinks !== undefined && outbound === undefined) faults.push("FLINKS_FILE: outbound is missing");
  if (faults.length > 0 || outbound === undefined) throw new ConfigError(faults);
  return outbound;
}
