import { Agent } from "undici";
import type { FlinksOutboundConfig } from "../config/flinks-config.js";
import { systemClock } from "../core/clock.js";
import { FlinksApi } from "../providers/flinks-outbound/flinks-api.js";

export type { FlinksApi } from "../providers/flinks-outbound/flinks-api.js";
export type {
  FlinksProvider,
  FlinksProviderDetails,
  FlinksProviderListing,
  FlinksRecipient,
  FlinksRegistration,
} from "../providers/flinks-outbound/flinks-answers.js";
export { type FilledField, inventoryFields } from "../providers/flinks-outbound/data-inventory.js";

/** For one request: an operator waits, and Flinks' list of banks has thousands. */
const TIMEOUT_MS = 30_000;

/** Opens Flinks' administration for one command, and closes it. @param signal ends whatever is asked of Flinks. */
export async function withFlinksApi<Result>(
  settings: FlinksOutboundConfig,
  signal: AbortSignal | undefined,
  work: (api: FlinksApi) => Promise<Result>,
): Promise<Result> {
  const timeouts = { connect: { timeout: TIMEOUT_MS }, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS };
  const dispatcher = new Agent({ ...timeouts, connections: 2 });
  try {
    return await work(
      new FlinksApi({ settings, dispatcher, signal, clock: systemClock, timeoutMs: TIMEOUT_MS }),
    );
  } finally {
    await dispatcher.destroy();
  }
}
