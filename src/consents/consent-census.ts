import { GatewayError } from "../core/gateway-error.js";
import { ConsentId } from "../core/ids.js";
import type { RecordStore } from "../stores/record-store.js";
import type { ConsentState } from "./consent.js";
import type { ConsentRepository } from "./consent-repository.js";

export type ConsentCounts = Readonly<Record<ConsentState["phase"], number>>;

/** Counts consents by phase, for the operator. One that cannot be read is left out: reading it says so. */
export async function countConsents(
  store: RecordStore,
  repository: ConsentRepository,
): Promise<ConsentCounts> {
  const counts = {
    PENDING: 0,
    REJECTED: 0,
    ACTIVE: 0,
    CHALLENGED: 0,
    REAUTH_REQUIRED: 0,
    EXPIRED: 0,
    REVOKED: 0,
  };
  for await (const id of store.ids("consent")) {
    try {
      const stored = await repository.find(ConsentId(id));
      if (stored !== undefined) counts[stored.state.phase] += 1;
    } catch (failure) {
      if (!(failure instanceof GatewayError) || failure.code !== "RECORD_UNREADABLE") throw failure;
    }
  }
  return counts;
}
